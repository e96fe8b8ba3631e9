//! The thread that owns both copies. Whoever calls waits only as long as it shows signs of life; after a failure of the
//! database it takes no more orders, and the database is neither flushed nor dropped, since either may hang for ever.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::{Builder, JoinHandle};
use std::time::Duration;

use crate::copies::{Copies, Pulse};
use crate::opening::{Hooks, open, wait};
use crate::{Care, Error, Notice};

/// An order; it says why the register must stop, if it must.
type Order = Box<dyn FnOnce(&mut Copies) -> Option<String> + Send>;

enum Message {
    Do(Order),
    Close(Sender<Result<(), Error>>),
}

/// A handle to the thread.
#[derive(Debug)]
pub(crate) struct Keeper {
    messages: Sender<Message>,
    pulse: Pulse,
    /// How long it may go without a sign of life.
    pub patience: Duration,
    stopped: Arc<OnceLock<String>>,
    /// What happened since the register was opened.
    pub notices: Arc<Mutex<Vec<Notice>>>,
    thread: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Message")
    }
}

impl Keeper {
    /// Opens the register on its thread.
    pub fn start(dir: PathBuf, hooks: Hooks, care: Care) -> Result<(Keeper, Vec<Notice>), Error> {
        let (messages, orders) = channel();
        let (tell, told) = channel();
        let (pulse, patience) = (Pulse::default(), care.patience);
        let (stopped, beat): (Arc<OnceLock<String>>, _) = (Arc::default(), pulse.clone());
        let why = stopped.clone();
        let work = move || {
            let opened = catch_unwind(AssertUnwindSafe(|| open(&dir, hooks, care, beat)));
            match opened.unwrap_or_else(|_| Err(Error::Poisoned("it could not be opened".into()))) {
                Ok((copies, notices)) => {
                    let _ = tell.send(Ok((notices, copies.notices.clone())));
                    serve(copies, &orders, &why);
                }
                Err(e) => {
                    let _ = tell.send(Err(e));
                }
            }
        };
        let thread = Builder::new().name("register".into()).spawn(work);
        let thread = thread.map_err(|e| Error::Poisoned(e.to_string()))?;
        // Opening the database has its own three guards within.
        let answer = wait(&told, patience * 12, &pulse).map_err(|e| Error::Poisoned(e.into()))?;
        let (opening, notices) = answer?;
        Ok((Keeper { messages, pulse, patience, stopped, notices, thread: Some(thread) }, opening))
    }

    /// Has an order carried out, and waits for its answer.
    pub fn call<T: Send + 'static>(
        &self,
        order: impl FnOnce(&mut Copies) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (tell, told) = channel();
        let order = move |copies: &mut Copies| {
            let answer = order(copies);
            let stop = match &answer {
                Err(Error::Database(why)) => Some(why.clone()),
                _ => None,
            };
            let _ = tell.send(answer);
            stop
        };
        self.send(Message::Do(Box::new(order)))?;
        self.answer(&told)?
    }

    /// Closes the register and waits until that is done.
    pub fn close(mut self) -> Result<(), Error> {
        let (tell, told) = channel();
        self.send(Message::Close(tell))?;
        let closed = self.answer(&told)?;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        closed
    }

    fn send(&self, message: Message) -> Result<(), Error> {
        if let Some(why) = self.stopped.get() {
            return Err(Error::Poisoned(why.clone()));
        }
        self.messages.send(message).map_err(|_| self.poisoned("it ended unexpectedly"))
    }

    fn answer<T>(&self, told: &Receiver<T>) -> Result<T, Error> {
        wait(told, self.patience, &self.pulse).map_err(|why| self.poisoned(why))
    }

    fn poisoned(&self, why: &str) -> Error {
        Error::Poisoned(self.stopped.get_or_init(|| why.to_owned()).clone())
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        // `close` has taken the thread; a register that stopped has nothing left to close.
        if self.thread.is_some() && self.stopped.get().is_none() {
            let (tell, told) = channel();
            if self.send(Message::Close(tell)).is_ok() {
                let _ = self.answer(&told);
            }
        }
    }
}

fn serve(mut copies: Copies, orders: &Receiver<Message>, stopped: &OnceLock<String>) {
    for message in orders {
        let stop = match message {
            Message::Close(tell) => {
                let _ = tell.send(copies.close());
                return;
            }
            Message::Do(order) => {
                let pulse = copies.pulse.clone();
                let done =
                    catch_unwind(AssertUnwindSafe(|| order(&mut copies).or_else(|| tidy(&mut copies))));
                pulse.beat();
                done.unwrap_or_else(|_| Some("the database is damaged".into()))
            }
        };
        if let Some(why) = stop {
            let _ = stopped.set(why);
            std::mem::forget(copies);
            return;
        }
    }
    // Every handle is gone without a word, as after a panic of the caller: close all the same.
    let _ = copies.close();
}

/// Brings plain copies up to date after an order. When that fails the journals still hold every edit.
fn tidy(copies: &mut Copies) -> Option<String> {
    match copies.tidy(false) {
        Err(Error::Database(why)) => Some(why),
        _ => None,
    }
}
