//! The review page: routes, views, embedded assets.
