//! `review`.

use super::{Call, Done};
use crate::cli::args::Review;
use crate::cli::exit::Outcome;
use crate::cli::world::now;

pub fn run(call: &Call<'_>, a: &Review) -> Done {
    let desk = call.desk(a.dir.as_ref())?;
    // A first look at settings and database gives faults here, not in the browser.
    crate::workflow::state(&desk)?;
    let p = &call.world.printer;
    let told = |address: &str| {
        p.data(address);
        p.say("The review page is open at this address, on this machine only. Ctrl-C ends it; everything is saved at once.");
    };
    (call.serve)(
        desk,
        call.world.person(),
        a.port,
        now,
        &|| call.world.stopped(),
        &told,
    )?;
    Ok(Outcome::Done)
}
