//! Faults as pages, or as JSON for the script.

use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::workflow::WorkflowError;

/// A request that could not be answered.
#[derive(Debug)]
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
    /// As the script takes it.
    pub fn as_json(&self) -> Response {
        let body = serde_json::json!({"message": self.message, "hint": self.hint});
        (self.status, axum::Json(body)).into_response()
    }
}

impl From<WorkflowError> for Fault {
    fn from(error: WorkflowError) -> Self {
        let status = match &error {
            WorkflowError::Conflict => StatusCode::CONFLICT,
            WorkflowError::Usage { .. } | WorkflowError::Input { .. } => StatusCode::BAD_REQUEST,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Self {
            status,
            message: error.to_string(),
            hint: error.hint(),
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let page = FaultPage {
            message: &self.message,
            hint: &self.hint,
        };
        let body = askama::Template::render(&page).unwrap_or_else(|_| self.message.clone());
        (self.status, Html(body)).into_response()
    }
}

#[derive(askama::Template)]
#[template(path = "fault.html")]
struct FaultPage<'a> {
    message: &'a str,
    hint: &'a str,
}
