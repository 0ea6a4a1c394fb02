//! Why a return was refused, in full, and reading it in another way: what can be recovered of a
//! damaged file, or converted by LibreOffice.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;

use crate::dossier::Verdict;
use crate::model::ReturnId;
use crate::model::decision::Way;
use crate::model::ids::Hash;
use crate::web::fault::Fault;
use crate::web::guard::is_ours;
use crate::web::site::Site;
use crate::web::ui::Ui;
use crate::workflow::{ReturnView, remedy, reread};

/// What the page of a return says about its refusal, and what it offers.
pub struct Offer {
    /// Code of the refusal; empty when the file was read.
    pub code: String,
    /// The technical side; may be empty.
    pub detail: String,
    /// A word about how it was read; empty when as it came.
    pub note: String,
    /// Ways on offer: value and label of the button.
    pub ways: Vec<(&'static str, String)>,
    /// True when it could be converted and LibreOffice is not on this machine.
    pub no_converter: bool,
}

/// What there is to offer for a return.
pub fn offer(site: &Site, ui: &Ui<'_>, v: &ReturnView) -> Offer {
    let (code, detail) = match &v.record.verdict {
        Verdict::Refused { code, detail, .. } => (code.clone(), detail.clone()),
        Verdict::Read(_) => (String::new(), String::new()),
    };
    let can_convert = site.desk.converter.is_some();
    let mut ways = Vec::new();
    let mut no_converter = false;
    match remedy(&code) {
        Some(Way::Salvage) => ways.push(("salvage", ui.t("reread-salvage"))),
        Some(Way::Convert) if can_convert => ways.push(("convert", ui.t("reread-convert"))),
        Some(Way::Convert) => no_converter = true,
        _ => {}
    }
    if v.way != Way::AsItCame {
        ways.push(("as-it-came", ui.t("reread-as-it-came")));
    }
    Offer {
        code,
        detail,
        note: match v.way {
            Way::AsItCame => String::new(),
            Way::Salvage => ui.t("return-salvaged"),
            Way::Convert => ui.t("return-converted"),
        },
        ways,
        no_converter,
    }
}

/// The way that is wanted.
#[derive(Debug, Deserialize)]
pub struct WayForm {
    csrf: String,
    way: String,
}

/// `POST /returns/{id}/reread`.
pub async fn read_anew(
    State(site): State<Arc<Site>>,
    Path(id): Path<String>,
    Form(form): Form<WayForm>,
) -> Result<Redirect, Fault> {
    if !is_ours(&site, &form.csrf) {
        return Err(Fault::bad("fault-old-form"));
    }
    let way = match form.way.as_str() {
        "salvage" => Way::Salvage,
        "convert" => Way::Convert,
        "as-it-came" => Way::AsItCame,
        _ => return Err(Fault::bad("fault-choose-way")),
    };
    // Ids are hex digits; anything else is dropped before it reaches a header.
    let digits: String = id.chars().filter(char::is_ascii_hexdigit).collect();
    let back = Redirect::to(&format!("/returns/{digits}"));
    site.change(move |site, around| {
        reread(&site.desk, around, &ReturnId(Hash::from_stored(id)), way)
    })
    .await?;
    Ok(back)
}
