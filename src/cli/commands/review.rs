//! `review`.

use super::{Call, Done};
use crate::cli::exit::Outcome;
use crate::cli::people_args::Review;
use crate::cli::world::now;

pub fn run(call: &Call<'_>, a: &Review) -> Done {
    let desk = call.desk(a.dir.as_ref())?;
    // A first look at settings and database gives faults here, not in the browser.
    crate::workflow::state(&desk)?;
    let listening = a.listening();
    let open = listening.is_open();
    let p = &call.world.printer;
    let told = |address: &str| {
        p.data(address);
        let reach = if open {
            "for everybody on the list of people"
        } else {
            "on this machine only"
        };
        p.say(&format!(
            "The review page is open at this address, {reach}. Ctrl-C ends it; everything is saved at once."
        ));
    };
    (call.serve)(
        desk,
        call.world.person(),
        listening,
        now,
        &|| call.world.stopped(),
        &told,
    )?;
    Ok(Outcome::Done)
}
