//! Tests of the crate `pdf`, through its public surface, over pages made by hand.

mod back;
mod hostile;
mod sample;
mod written;
