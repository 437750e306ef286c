//! Answers browsers.
//!
//! In: a request, and the current edition. Out: a file of its folder. Pages get the problems of the edition, and a
//! script that reloads them when the next one is there. Must not read outside an edition's folder, write anything, or
//! let a browser cache anything.

use std::convert::Infallible;
use std::io::ErrorKind;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::header::{
    ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue, LAST_MODIFIED, RANGE,
};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use futures_util::stream::{self, Stream, StreamExt as _};
use tower_http::services::ServeDir;

use super::editions::{CurrentEdition, Edition, Site};
use super::problems::changes_path;

/// mdBook's sidebar for browsers without scripts: a page in a frame of every page.
const SIDEBAR: &str = "/toc.html";

type Current = tokio::sync::watch::Receiver<CurrentEdition>;

/// The book, and the address at which a browser waits for the next edition.
pub fn router(current: Current) -> Router {
    Router::new().route(&changes_path("{id}"), get(changes)).fallback(page).with_state(current)
}

/// Tells a browser that shows the edition `id` as soon as there is another.
async fn changes(
    State(mut current): State<Current>,
    Path(id): Path<String>,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let next = async move {
        let another =
            |edition: &Option<Arc<Edition>>| edition.as_ref().is_some_and(|edition| edition.id != id);
        // When the server shuts down, the sender is dropped and this stream ends without an event.
        let changed = current.wait_for(another).await.is_ok();
        changed.then(|| Ok(Event::default().event("reload").data("another edition")))
    };
    Sse::new(stream::once(next).flat_map(stream::iter)).keep_alive(KeepAlive::default())
}

async fn page(State(current): State<Current>, request: Request) -> Response {
    let edition = current.borrow().clone();
    let (request, _) = request.into_parts();
    let mut response = match edition {
        Some(edition) => answer(&edition, &request).await,
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // Two editions within a second have the same date.
    headers.remove(LAST_MODIFIED);
    headers.remove(ETAG);
    response
}

async fn answer(edition: &Edition, request: &Parts) -> Response {
    let (method, uri) = (&request.method, &request.uri);
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, HEAD")]).into_response();
    }
    let Some(site) = &edition.site else {
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        return (StatusCode::SERVICE_UNAVAILABLE, [(CONTENT_TYPE, html)], edition.problems.page.clone())
            .into_response();
    };
    let path = uri.path();
    let mut response = file(site, method, uri, &request.headers).await;
    if response.status() == StatusCode::NOT_FOUND {
        // A page of the previous edition may still ask for its scripts and styles.
        if let Some(previous) = &edition.previous
            && !is_page(path)
        {
            response = file(previous, method, uri, &request.headers).await;
        }
    }
    if response.status() == StatusCode::NOT_FOUND {
        response = not_found(site, method).await;
    }
    if path == SIDEBAR { response } else { append(response, method, &edition.problems.page_end).await }
}

/// Whether a path is that of a page, not of a script, a style or an image.
fn is_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').is_none_or(|(_, ending)| ending.eq_ignore_ascii_case("html"))
}

async fn file(site: &Site, method: &Method, uri: &Uri, headers: &HeaderMap) -> Response {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    // A redirect to `//host` would lead to another host.
    if path.starts_with("//") {
        return StatusCode::NOT_FOUND.into_response();
    }
    // Without the browser's conditions: what it has may be of another edition.
    let mut request = Request::builder().method(method).uri(path);
    if let Some(range) = headers.get(RANGE)
        && !is_page(uri.path())
    {
        request = request.header(RANGE, range);
    }
    let Ok(request) = request.body(Body::empty()) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    match ServeDir::new(&site.html).try_call(request).await {
        Ok(response) => response.map(Body::new).into_response(),
        Err(error) => match error.kind() {
            ErrorKind::NotFound
            | ErrorKind::NotADirectory
            | ErrorKind::PermissionDenied
            | ErrorKind::InvalidInput
            | ErrorKind::InvalidFilename => StatusCode::NOT_FOUND.into_response(),
            _ => (StatusCode::INTERNAL_SERVER_ERROR, format!("{path} cannot be read: {error}\n"))
                .into_response(),
        },
    }
}

/// mdBook's own 404 page, or a sentence if the book has switched it off.
async fn not_found(site: &Site, method: &Method) -> Response {
    let path = format!("/{}", site.not_found);
    let mut response = match path.parse::<Uri>() {
        Ok(uri) if !site.not_found.is_empty() => file(site, method, &uri, &HeaderMap::new()).await,
        _ => StatusCode::NOT_FOUND.into_response(),
    };
    if response.status() != StatusCode::OK {
        response = "there is no such page\n".into_response();
    }
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// Appends `end` to a response that is a page.
async fn append(response: Response, method: &Method, end: &str) -> Response {
    let of_type = response.headers().get(CONTENT_TYPE);
    if !of_type.is_some_and(|of_type| of_type.as_bytes().starts_with(b"text/html")) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let length =
        head.headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    head.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    if method == Method::HEAD {
        if let Some(length) = length {
            head.headers.insert(CONTENT_LENGTH, (length + end.len()).into());
        }
        return Response::from_parts(head, Body::empty());
    }
    match to_bytes(body, usize::MAX).await {
        Ok(page) => {
            let page = [&page, end.as_bytes()].concat();
            head.headers.insert(CONTENT_LENGTH, page.len().into());
            Response::from_parts(head, Body::from(page))
        }
        Err(error) => {
            (StatusCode::INTERNAL_SERVER_ERROR, format!("the page cannot be read: {error}\n")).into_response()
        }
    }
}
