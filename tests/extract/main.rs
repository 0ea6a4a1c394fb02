//! Returns of every making, written as plain text: each must give the same answers.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::explicit_auto_deref
)]

mod dsl;

use dsl::document;
use rapporteur::language::Resources;
use rapporteur::model::extraction::{Answer, Extraction};
use rapporteur::questionnaire::{Form, extract, read_form, unaccounted};

const FORM_EN: &str = "
FOLLOW-UP TO THE RECOMMENDATIONS
adopted by the Fourth Meeting of Heads of Harbour Authorities, held in Oslo from 3 to 6 May 2021
QUESTIONNAIRE
| Submission details | |
| Name of country: | |
| Date of submission: | |
| E-mail: | |
+
| Publishing |
| Do you agree that the questionnaire be published on the web site? | ☐ YES | ☐ NO |
+
| PLEASE RETURN THIS QUESTIONNAIRE TO: |
| Secretariat of the harbour meetings |
| by 1 March 2024 |
Guidance note for completing this questionnaire
Use no more than two hundred words for each recommendation;
Theme 1. Safety of small vessels in crowded waters
Recommendation (a)
Harbour authorities are encouraged to register every small vessel in a common database and to keep its entries up to date.
Any action taken: ☐ YES  ☐ NO
Comments:
| ..................................¶.................................. |
Recommendation (b)
Governments should train pilots in the use of electronic charts, giving priority to those who serve narrow channels.
Any action taken: ☐ YES  ☐ NO
Comments:
| ..................................¶.................................. |
Theme 2. Pollution by cargo residues
Recommendation (a)
Ports should offer reception facilities for cargo residues at reasonable cost and publish their opening hours.
Any action taken: ☐ YES  ☐ NO
Comments:
| ..................................¶.................................. |
Recommendation (b)
States are encouraged to share laboratory methods for tracing oil spills to the ship that caused them.
Any action taken: ☐ YES  ☐ NO
Comments:
| ..................................¶.................................. |
";

const FORM_FR: &str = "
SUITE DONNÉE AUX RECOMMANDATIONS
adoptées à la quatrième Réunion des chefs des autorités portuaires, tenue à Oslo du 3 au 6 mai 2021
QUESTIONNAIRE
| Réponse | |
| Nom du pays : | |
| Date de la réponse : | |
| Courriel : | |
+
| Publication |
| Acceptez-vous que le questionnaire soit publié sur le site ? | ☐ OUI | ☐ NON |
+
| VEUILLEZ RENVOYER LE PRÉSENT QUESTIONNAIRE À : |
| avant le 1er mars 2024 |
Thème 1. Sécurité des petits navires dans les eaux encombrées
Recommandation a)
Les autorités portuaires sont encouragées à inscrire tous les petits navires dans une base de données commune et à tenir celle-ci à jour.
Des mesures ont-elles été prises ? ☐ OUI  ☐ NON
Observations :
| ..................................¶.................................. |
Recommandation b)
Les gouvernements devraient former les pilotes à l’emploi des cartes électroniques, en commençant par ceux des chenaux étroits.
Des mesures ont-elles été prises ? ☐ OUI  ☐ NON
Observations :
| ..................................¶.................................. |
Thème 2. Pollution par les résidus de cargaison
Recommandation a)
Les ports devraient offrir, à un coût raisonnable, des installations de réception des résidus de cargaison et en publier les horaires.
Des mesures ont-elles été prises ? ☐ OUI  ☐ NON
Observations :
| ..................................¶.................................. |
Recommandation b)
Les États sont encouragés à se communiquer les méthodes de laboratoire qui permettent d’attribuer une nappe d’hydrocarbures au navire en cause.
Des mesures ont-elles été prises ? ☐ OUI  ☐ NON
Observations :
| ..................................¶.................................. |
";

const REC_1A: &str = "Harbour authorities are encouraged to register every small vessel in a common database and to keep its entries up to date.";
const REC_1B: &str = "Governments should train pilots in the use of electronic charts, giving priority to those who serve narrow channels.";
const REC_2A: &str = "Ports should offer reception facilities for cargo residues at reasonable cost and publish their opening hours.";
const REC_2B: &str = "States are encouraged to share laboratory methods for tracing oil spills to the ship that caused them.";
const A1: &str =
    "All boats over four metres have been entered in the national register since 2019.";
const B1: &str = "Two courses were held for pilots of the southern fjords.";
const A2: &str = "No facility has been built so far because funds are lacking.";
const B2: &str = "Our laboratory sends its reference spectra to two neighbours every spring.";

fn forms() -> Vec<Form> {
    let res = Resources::default();
    [FORM_EN, FORM_FR]
        .iter()
        .map(|f| read_form(&document(f), &res).unwrap())
        .collect()
}

fn read(source: &str) -> Extraction {
    let doc = document(source);
    let found = extract(&doc, &forms(), "reply.docx", &Resources::default());
    assert_eq!(
        unaccounted(&doc, &found),
        [],
        "characters lost or doubled in\n{source}"
    );
    found
}

/// The statements as `1a yes: text`, lines parted by ` / `.
fn said(found: &Extraction) -> Vec<String> {
    found
        .statements
        .iter()
        .map(|s| {
            let action = match s.action {
                Some(Answer::Yes) => "yes",
                Some(Answer::No) => "no",
                None => "-",
            };
            format!("{:?} {action}: {}", s.cell, s.text.replace('\n', " / "))
        })
        .collect()
}
fn codes(found: &Extraction) -> Vec<&str> {
    found
        .findings
        .iter()
        .map(|f| f.code.as_str())
        .filter(|c| *c != "country-unknown")
        .collect()
}
fn loose(found: &Extraction) -> Vec<&str> {
    found.unplaced.iter().map(|p| p.text.as_str()).collect()
}
fn all_four() -> Vec<String> {
    vec![
        format!("1a yes: {A1}"),
        format!("1b yes: {B1}"),
        format!("2a no: {A2}"),
        format!("2b yes: {B2}"),
    ]
}

mod corpus;
mod layouts;
mod marks;
mod mutations;
mod nasty;
mod odd;
mod senders;
