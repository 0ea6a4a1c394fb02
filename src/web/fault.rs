//! Faults as pages. Those that the page itself makes are messages of the interface (`fault-...`); what
//! comes from below is said in its own words.

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use super::ui::tongue;
use super::words::{Tongue, words};
use crate::workflow::WorkflowError;

/// A request that could not be answered.
#[derive(Debug, Clone)]
pub struct Fault {
    status: StatusCode,
    message: String,
    hint: String,
}

impl Fault {
    /// A fault of the program.
    pub fn internal(message: &str) -> Self {
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            message: message.into(),
            hint: String::new(),
        }
    }
    /// Something that does not exist.
    pub fn missing(message: &str) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            message: message.into(),
            hint: String::new(),
        }
    }
    /// A request that makes no sense.
    pub fn bad(message: impl Into<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            message: message.into(),
            hint: String::new(),
        }
    }
}

impl Fault {
    /// As the script takes it, in the language of the request.
    pub fn as_json(&self, asked: &HeaderMap) -> Response {
        let message = words(tongue(asked), &self.message, &[]);
        let body = serde_json::json!({"message": message, "hint": self.hint});
        (self.status, axum::Json(body)).into_response()
    }
}

impl From<WorkflowError> for Fault {
    fn from(error: WorkflowError) -> Self {
        let status = match &error {
            WorkflowError::Conflict => StatusCode::CONFLICT,
            WorkflowError::NotAllowed { .. } => StatusCode::FORBIDDEN,
            WorkflowError::Usage { .. } | WorkflowError::Input { .. } => StatusCode::BAD_REQUEST,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let own = match error {
            WorkflowError::Conflict => Some("fault-conflict"),
            WorkflowError::NotAllowed { .. } => Some("fault-not-allowed"),
            _ => None,
        };
        if let Some(key) = own {
            return Self {
                status,
                message: key.into(),
                hint: String::new(),
            };
        }
        Self {
            status,
            message: error.to_string(),
            hint: error.hint(),
        }
    }
}

impl IntoResponse for Fault {
    /// The bare words; [`in_words`] makes the page of them in the language of whoever asked.
    fn into_response(self) -> Response {
        let mut response =
            (self.status, words(Tongue::English, &self.message, &[])).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Makes the page of a fault, in the language of the request.
pub async fn in_words(request: Request, next: Next) -> Response {
    let tongue = tongue(request.headers());
    let mut response = next.run(request).await;
    let Some(fault) = response.extensions_mut().remove::<Fault>() else {
        return response;
    };
    let said = |key: &str| words(tongue, key, &[]);
    let page = FaultPage {
        lang: tongue.tag(),
        title: said("base-fault"),
        back: said("base-fault-back"),
        message: said(&fault.message),
        hint: &fault.hint,
    };
    let body = askama::Template::render(&page).unwrap_or_else(|_| fault.message.clone());
    (fault.status, Html(body)).into_response()
}

#[derive(askama::Template)]
#[template(path = "fault.html")]
struct FaultPage<'a> {
    lang: &'static str,
    title: String,
    back: String,
    message: String,
    hint: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_page_says_itself_is_in_both_languages() {
        let said = |tongue| words(tongue, "fault-old-form", &[]);
        assert_ne!(said(Tongue::English), "fault-old-form");
        assert_ne!(said(Tongue::French), said(Tongue::English));
        // What comes from below is said as it is.
        assert_eq!(
            words(Tongue::French, "the disk is full", &[]),
            "the disk is full"
        );
    }
}
