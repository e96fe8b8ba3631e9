//! The commands that the window may call, each by name (`capabilities/main.json`).

use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

use desk::wire::{self, Code, Problem};
use desk::{Desk, Now};
use tauri::ipc::Channel;
use tauri::{AppHandle, Emitter, Manager, State, WebviewWindow, Wry};

use crate::state::Shell;
use crate::{files, menu, window};

type Answer<T> = Result<T, Problem>;

/// Gives what answers the window's calls.
pub fn handler() -> impl Fn(tauri::ipc::Invoke<Wry>) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        start,
        list,
        create,
        add_example,
        bring_in,
        incoming,
        incoming_page,
        send_piece,
        step_back,
        accept,
        let_go,
        convert,
        form,
        open,
        edit,
        undo,
        redo,
        paper,
        page,
        life,
        attach,
        print_file,
        save_file,
        choose_folder,
        export,
        print,
        cancel,
        archive,
        history,
        duplicate,
        search,
        compare,
        restore_answer,
        keep_settings,
        check_colour,
        choose_logo,
        logo,
        backup,
        restore_backup,
        title,
        close
    ]
}

#[tauri::command]
async fn start(app: AppHandle) -> Answer<wire::Start> {
    let mut start = at_desk(&app, |desk| {
        desk.introduce(&whoami::realname().unwrap_or_default())?;
        Ok(desk.start(&Now::read())?)
    })
    .await?;
    let asked_for: Vec<PathBuf> =
        std::mem::take(&mut *app.state::<Shell>().asked_for.lock().unwrap_or_else(PoisonError::into_inner));
    if !asked_for.is_empty() {
        let shown = app.clone();
        start.brought =
            blocking(move || window::bring_in(&shown.state::<Shell>(), &asked_for, &mut |_| true)).await?;
        start.assessments = at_desk(&app, |desk| Ok(desk.list()?)).await?;
    }
    Ok(start)
}

#[tauri::command]
async fn list(app: AppHandle) -> Answer<Vec<wire::Summary>> {
    at_desk(&app, |desk| Ok(desk.list()?)).await
}

#[tauri::command]
async fn create(app: AppHandle, args: wire::CreateArgs) -> Answer<String> {
    at_desk(&app, move |desk| Ok(desk.create(&args, &desk::new_id(), &Now::read())?)).await
}

#[tauri::command]
async fn add_example(app: AppHandle) -> Answer<String> {
    at_desk(&app, |desk| Ok(desk.add_example()?)).await
}

#[tauri::command]
async fn bring_in(
    app: AppHandle,
    args: wire::JobArgs,
    progress: Channel<wire::Step>,
) -> Answer<Option<wire::BroughtIn>> {
    let Some(paths) = files::which(&app).await? else { return Ok(None) };
    let shown = app.clone();
    let brought =
        job(&app, args.job, progress, move |_, tell| window::bring_in(&shown.state::<Shell>(), &paths, tell));
    brought.await.map(Some)
}

#[tauri::command]
async fn incoming(app: AppHandle, args: wire::IncomingArgs) -> Answer<wire::Incoming> {
    at_desk(&app, move |desk| Ok(desk.incoming(&args)?)).await
}

#[tauri::command]
async fn incoming_page(app: AppHandle, args: wire::IncomingPageArgs) -> Answer<Option<wire::DrawnPage>> {
    at_desk(&app, move |desk| Ok(desk.incoming_page(&args)?)).await
}

#[tauri::command]
async fn send_piece(app: AppHandle, args: wire::SendArgs) -> Answer<wire::Incoming> {
    at_desk(&app, move |desk| Ok(desk.send_piece(&args)?)).await
}

#[tauri::command]
async fn step_back(app: AppHandle, args: wire::IncomingArgs) -> Answer<wire::Incoming> {
    at_desk(&app, move |desk| Ok(desk.step_back(&args)?)).await
}

#[tauri::command]
async fn accept(app: AppHandle, args: wire::AcceptArgs) -> Answer<String> {
    at_desk(&app, move |desk| Ok(desk.accept(&args, &desk::new_id(), &Now::read())?)).await
}

#[tauri::command]
async fn convert(app: AppHandle, args: wire::ConvertArgs) -> Answer<String> {
    at_desk(&app, move |desk| Ok(desk.convert(&args, &desk::new_id(), &Now::read())?)).await
}

#[tauri::command]
async fn let_go(app: AppHandle, args: wire::IncomingArgs) -> Answer<()> {
    at_desk(&app, move |desk| Ok(desk.let_go(&args)?)).await
}

#[tauri::command]
async fn form(app: AppHandle, args: wire::FormArgs) -> Answer<wire::Form> {
    at_desk(&app, move |desk| Ok(desk.form(&args.template)?)).await
}

#[tauri::command]
async fn open(app: AppHandle, args: wire::OneArgs) -> Answer<wire::View> {
    let view = at_desk(&app, move |desk| Ok(desk.view(&args.id)?)).await;
    menu::show_recent(&app);
    view
}

#[tauri::command]
async fn edit(app: AppHandle, args: wire::EditArgs) -> Answer<wire::Edited> {
    at_desk(&app, move |desk| Ok(desk.edit(args, &Now::read())?)).await
}

#[tauri::command]
async fn undo(app: AppHandle, args: wire::StepArgs) -> Answer<wire::View> {
    at_desk(&app, move |desk| Ok(desk.undo(&args, &Now::read())?)).await
}

#[tauri::command]
async fn redo(app: AppHandle, args: wire::StepArgs) -> Answer<wire::View> {
    at_desk(&app, move |desk| Ok(desk.redo(&args, &Now::read())?)).await
}

#[tauri::command]
async fn paper(app: AppHandle, args: wire::OneArgs) -> Answer<wire::Paper> {
    at_desk(&app, move |desk| Ok(desk.paper(&args.id)?)).await
}

#[tauri::command]
async fn page(app: AppHandle, args: wire::PageArgs) -> Answer<String> {
    at_desk(&app, move |desk| Ok(desk.page(&args)?)).await
}

#[tauri::command]
async fn life(app: AppHandle, args: wire::LifeArgs) -> Answer<wire::View> {
    at_desk(&app, move |desk| Ok(desk.life(args, &Now::read())?)).await
}

#[tauri::command]
async fn attach(app: AppHandle, args: wire::AttachArgs) -> Answer<wire::View> {
    let paths = files::which_to_attach(&app).await?;
    at_desk(&app, move |desk| {
        if paths.is_empty() {
            return Ok(desk.view(&args.id)?);
        }
        let read = |path: PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Ok((name, desk::read_file(&path, window::LARGEST)?))
        };
        let files: Vec<(String, Vec<u8>)> = paths.into_iter().map(read).collect::<Answer<_>>()?;
        Ok(desk.attach(&args, &files, &Now::read())?)
    })
    .await
}

#[tauri::command]
async fn print_file(
    app: AppHandle,
    args: wire::PrintFileArgs,
    progress: Channel<wire::Step>,
) -> Answer<wire::View> {
    job(&app, args.job.clone(), progress, move |desk, tell| Ok(desk.print_file(&args, &Now::read(), tell)?))
        .await
}

#[tauri::command]
async fn save_file(app: AppHandle, args: wire::FileArgs) -> Answer<Option<wire::SavedFile>> {
    let ending = args.file_name.rsplit_once('.').map(|(_, e)| e.to_owned()).unwrap_or_default();
    let Some(path) = files::where_to(&app, &args.file_name, "File", &ending).await? else { return Ok(None) };
    at_desk(&app, move |desk| {
        let bytes = desk.attached(&args.sha256)?;
        desk::write_file(&path, &bytes)?;
        Ok(Some(wire::SavedFile { path: path.display().to_string(), size: bytes.len() as u64, pages: None }))
    })
    .await
}

#[tauri::command]
async fn choose_folder(app: AppHandle) -> Answer<Option<String>> {
    Ok(files::which_folder(&app).await?.map(|p| p.display().to_string()))
}

#[tauri::command]
async fn export(
    app: AppHandle,
    args: wire::ExportArgs,
    progress: Channel<wire::Step>,
) -> Answer<Option<wire::SavedFile>> {
    let (id, what) = (args.id.clone(), args.what);
    let name = at_desk(&app, move |desk| Ok(desk.file_name(&id, what)?)).await?;
    let (kind, ending) = files::kind(what);
    let Some(path) = files::where_to(&app, &name, kind, ending).await? else { return Ok(None) };
    let (id, to) = (args.id, path.clone());
    let (bytes, pages) = job(&app, args.job, progress, move |desk, tell| {
        let made = desk.export(&id, what, tell)?;
        desk::write_file(&to, &made.0)?;
        Ok((made.0.len() as u64, made.1))
    })
    .await?;
    Ok(Some(wire::SavedFile { path: path.display().to_string(), size: bytes, pages }))
}

#[tauri::command]
async fn print(
    app: AppHandle,
    args: wire::PrintArgs,
    progress: Channel<wire::Step>,
) -> Answer<wire::SavedFile> {
    job(&app, args.job, progress, move |desk, tell| {
        let name = desk.file_name(&args.id, wire::ExportWhat::Pdf)?;
        let (bytes, pages) = desk.export(&args.id, wire::ExportWhat::Pdf, tell)?;
        let path = files::to_print(&name, &bytes)?;
        Ok(wire::SavedFile { path: path.display().to_string(), size: bytes.len() as u64, pages })
    })
    .await
}

#[tauri::command]
fn cancel(shell: State<'_, Shell>, args: wire::JobArgs) {
    shell.jobs.stop(&args.job);
}

#[tauri::command]
async fn archive(app: AppHandle, args: wire::ArchiveArgs) -> Answer<Vec<wire::Summary>> {
    at_desk(&app, move |desk| Ok(desk.archive(&args)?)).await
}

#[tauri::command]
async fn history(app: AppHandle, args: wire::OneArgs) -> Answer<Vec<wire::HistoryItem>> {
    at_desk(&app, move |desk| Ok(desk.history(&args.id)?)).await
}

#[tauri::command]
async fn duplicate(app: AppHandle, args: wire::OneArgs) -> Answer<String> {
    at_desk(&app, move |desk| Ok(desk.duplicate(&args.id, &desk::new_id(), &Now::read())?)).await
}

#[tauri::command]
async fn search(app: AppHandle, args: wire::SearchArgs) -> Answer<wire::Found> {
    at_desk(&app, move |desk| Ok(desk.search(&args.words)?)).await
}

#[tauri::command]
async fn compare(app: AppHandle, args: wire::CompareArgs) -> Answer<wire::Comparison> {
    at_desk(&app, move |desk| Ok(desk.compare(&args)?)).await
}

#[tauri::command]
async fn restore_answer(app: AppHandle, args: wire::RestoreArgs) -> Answer<wire::View> {
    at_desk(&app, move |desk| Ok(desk.restore_answer(&args, &Now::read())?)).await
}

#[tauri::command]
async fn keep_settings(app: AppHandle, args: wire::SettingsArgs) -> Answer<wire::Settings> {
    at_desk(&app, move |desk| Ok(desk.keep_settings(args.settings)?)).await
}

#[tauri::command]
fn check_colour(args: wire::ColourArgs) -> Answer<wire::ColourCheck> {
    Ok(desk::check_colour(&args.colour)?)
}

#[tauri::command]
async fn choose_logo(app: AppHandle) -> Answer<Option<wire::Settings>> {
    let Some(path) = files::which_logo(&app).await? else { return Ok(None) };
    at_desk(&app, move |desk| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Some(desk.set_logo(&name, &desk::read_file(&path, window::LARGEST)?)?))
    })
    .await
}

#[tauri::command]
async fn logo(app: AppHandle) -> Answer<String> {
    at_desk(&app, |desk| Ok(desk.logo()?)).await
}

#[tauri::command]
async fn backup(
    app: AppHandle,
    args: wire::JobArgs,
    progress: Channel<wire::Step>,
) -> Answer<Option<wire::LastBackup>> {
    let now = Now::read();
    let name = format!("DPIA backup {}.zip", now.day);
    let Some(path) = files::where_to(&app, &name, "Backup (ZIP)", "zip").await? else { return Ok(None) };
    job(&app, args.job, progress, move |desk, tell| Ok(desk.backup(&path, &now, tell)?)).await.map(Some)
}

#[tauri::command]
async fn restore_backup(app: AppHandle, args: wire::JobArgs, progress: Channel<wire::Step>) -> Answer<bool> {
    let Some(path) = files::which_backup(&app).await? else { return Ok(false) };
    blocking(move || {
        let shell = app.state::<Shell>();
        let stop = shell.jobs.begin(&args.job);
        let done = shell.restore(&path, &mut |step| {
            let _ = progress.send(step);
            !stop.load(Ordering::Relaxed)
        });
        shell.jobs.end(&args.job);
        done.map(|()| true)
    })
    .await
}

#[tauri::command]
fn title(window: WebviewWindow, args: wire::TitleArgs) -> Answer<()> {
    // A new title may be a new name.
    menu::show_recent(window.app_handle());
    window.set_title(&args.title).map_err(other)
}

#[tauri::command]
fn close(window: WebviewWindow) -> Answer<()> {
    window.destroy().map_err(other)
}

/// Calls the desk on a thread where waiting is allowed.
async fn at_desk<T: Send + 'static>(
    app: &AppHandle,
    work: impl FnOnce(&Desk) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let app = app.clone();
    blocking(move || work(&*app.state::<Shell>().desk()?)).await
}

/// Does work that tells its progress and can be cancelled by its name.
async fn job<T: Send + 'static>(
    app: &AppHandle,
    name: String,
    progress: Channel<wire::Step>,
    work: impl FnOnce(&Desk, &mut dyn FnMut(wire::Step) -> bool) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let app = app.clone();
    blocking(move || {
        let shell = app.state::<Shell>();
        let desk: Arc<Desk> = shell.desk()?;
        let stop = shell.jobs.begin(&name);
        let mut tell = |step| {
            let _ = progress.send(step);
            !stop.load(Ordering::Relaxed)
        };
        let done = work(&desk, &mut tell);
        shell.jobs.end(&name);
        let _ = app.emit("changed", ());
        done
    })
    .await
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Answer<T> + Send + 'static) -> Answer<T> {
    tauri::async_runtime::spawn_blocking(work).await.map_err(other)?
}

fn other(error: impl std::fmt::Display) -> Problem {
    let message = format!(
        "Something went wrong that should not: {error}. What you wrote is kept. Start the program again."
    );
    Problem { code: Code::Other, message, hints: Vec::new() }
}
