//! The routes and the layers around them.

use crate::middleware::{note_peer, refuse_prefetch, to_canonical_address};
use app::backend::Backend;
use app::case2code::case::read_posted;
use app::casepilot::read_question;
use app::{App, BrowserFiles, shell};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::StatusCode;
use http::header::{
    CACHE_CONTROL, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use leptos::config::LeptosOptions;
use leptos::prelude::{IntoView, provide_context};
use leptos_axum::{
    LeptosRoutes, file_and_error_handler_with_context, generate_route_list, render_app_async_with_context,
};
use std::path::PathBuf;
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;

/// A page is asked for with its address, and that of a tool holds up to 8,000 characters, escaped twice.
const LARGEST_BODY: usize = 128 * 1024;
/// The text of a case has up to 20,000 characters, each of up to twelve bytes in the body of a form.
const LARGEST_CASE: usize = 512 * 1024;
/// A question has up to 4,000 characters.
const LARGEST_QUESTION: usize = 64 * 1024;
/// No page takes longer than this on a healthy database.
const LONGEST_REQUEST: Duration = Duration::from_secs(30);

/// The browser's files.
#[derive(Clone, Debug)]
pub struct Site {
    root: PathBuf,
    files: BrowserFiles,
}

impl Site {
    /// The folder of the browser's files; their names carry hashes when `hash.txt` stands beside the program.
    ///
    /// # Errors
    /// When the folder is missing.
    pub fn find(root: PathBuf) -> Result<Self, String> {
        if !root.join("pkg").is_dir() {
            return Err(format!(
                "{} holds no browser files: build them with `make build`, or name their folder with --site",
                root.display()
            ));
        }
        let beside = std::env::current_exe()
            .ok()
            .and_then(|exe| Some(exe.parent()?.join("hash.txt")));
        let hashes = beside
            .and_then(|file| std::fs::read_to_string(file).ok())
            .unwrap_or_default();
        Ok(Self {
            root,
            files: BrowserFiles::named_by(&hashes),
        })
    }

    /// A site without browser files: pages are drawn, and nothing takes them over.
    pub fn without_browser_files() -> Self {
        Self {
            root: PathBuf::from("no-site"),
            files: BrowserFiles::named_by(""),
        }
    }

    fn options(&self) -> LeptosOptions {
        LeptosOptions::builder()
            .output_name("coding-ahead")
            .site_root(self.root.to_string_lossy().into_owned())
            .build()
    }
}

/// The whole site as a service.
pub fn router(backend: Backend, site: Site) -> Router {
    let options = site.options();
    let is_https = backend.settings.is_https();
    let store = backend.store.clone();
    let export = backend.clone();
    let context = move || provide_context(backend.clone());
    let files = site.files.clone();
    let document = move || shell(files.clone());

    let immutable = SetResponseHeaderLayer::overriding(
        CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    let packages = ServiceBuilder::new().layer(immutable).service(
        ServeDir::new(site.root.join("pkg"))
            .precompressed_br()
            .precompressed_gzip(),
    );
    let day = || {
        SetResponseHeaderLayer::overriding(CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400"))
    };
    let file = |name: &str| {
        ServiceBuilder::new()
            .layer(day())
            .service(ServeFile::new(site.root.join(name)))
    };

    // Its name carries no hash: browsers ask whether it has changed.
    let script = ServiceBuilder::new()
        .layer(SetResponseHeaderLayer::overriding(
            CACHE_CONTROL,
            HeaderValue::from_static("no-cache"),
        ))
        .service(ServeFile::new(site.root.join("casepilot.js")));

    let read_case = {
        let (context, document) = (context.clone(), document.clone());
        let read = Posted {
            read: read_posted,
            largest: LARGEST_CASE,
            too_large: "The text is too long: send up to 20,000 characters.\n",
        };
        move |request: Request| answer_form(request, read, context.clone(), document.clone())
    };
    let ask = {
        let (context, document) = (context.clone(), document.clone());
        let read = Posted {
            read: read_question,
            largest: LARGEST_QUESTION,
            too_large: "The question is too long: send up to 4,000 characters.\n",
        };
        move |request: Request| answer_form(request, read, context.clone(), document.clone())
    };
    let questions = || RequestBodyLimitLayer::new(LARGEST_QUESTION);
    let mut app = Router::new()
        .leptos_routes_with_context(
            &options,
            generate_route_list(App),
            context.clone(),
            document.clone(),
        )
        .fallback(file_and_error_handler_with_context::<LeptosOptions, _>(
            context,
            move |_| document(),
        ))
        .with_state(options)
        .route("/healthz", get(|| async { "alive\n" }))
        .route(
            "/readyz",
            get(|State(store): State<store::Store>| async move {
                match store.ping().await {
                    Ok(()) => (StatusCode::OK, "ready\n"),
                    Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
                }
            })
            .with_state(store),
        )
        .route(
            "/about/data/changes.csv",
            get(app::about::export_changes).with_state(export.clone()),
        )
        .route(
            "/case2code.csv",
            get(app::case2code::export_search).with_state(export.clone()),
        )
        .route(
            "/case2code/suggest",
            get(app::case2code::suggest).with_state(export.clone()),
        )
        .route(
            "/codes/{system}/{code}/ncci-edits.csv",
            get(app::code_edits::export_edits).with_state(export.clone()),
        )
        .route(
            "/tools/ncci.csv",
            get(app::tools::ncci::export_claim_check).with_state(export.clone()),
        )
        .route(
            "/tools/fees.csv",
            get(app::tools::fees::export_fees).with_state(export.clone()),
        )
        .route(
            "/tools/therapy-units.csv",
            get(app::tools::therapy_units::export_units).with_state(export.clone()),
        )
        .nest_service("/pkg", packages)
        .route_service("/favicon.svg", file("favicon.svg"))
        .route_service("/robots.txt", file("robots.txt"))
        .route_service("/casepilot.js", script)
        .layer(RequestBodyLimitLayer::new(LARGEST_BODY))
        .route(
            "/case2code/case",
            post(read_case).layer(RequestBodyLimitLayer::new(LARGEST_CASE)),
        )
        .route("/casepilot", post(ask).layer(questions()))
        .route(
            "/casepilot/ask",
            post(app::casepilot::stream_answer)
                .with_state(export.clone())
                .layer(questions()),
        )
        .route(
            "/casepilot/judge",
            post(app::casepilot::judge_answer)
                .with_state(export.clone())
                .layer(questions()),
        )
        .route(
            "/casepilot/delete",
            post(app::casepilot::delete_questions)
                .with_state(export)
                .layer(questions()),
        )
        .layer(from_fn(refuse_prefetch))
        .layer(from_fn(to_canonical_address))
        .layer(from_fn(note_peer))
        .layer(CsrfLayer::new())
        .layer(TimeoutLayer::with_status_code(
            StatusCode::GATEWAY_TIMEOUT,
            LONGEST_REQUEST,
        ));

    // Around everything: a refusal and a redirect carry them too.
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
        // A page is its reader's own: neither proxies nor the next user of the browser may see it.
        (CACHE_CONTROL, "private, no-store"),
    ] {
        app = app.layer(SetResponseHeaderLayer::if_not_present(
            name,
            HeaderValue::from_static(value),
        ));
    }
    if is_https {
        let year = HeaderValue::from_static("max-age=31536000");
        app = app.layer(SetResponseHeaderLayer::if_not_present(
            STRICT_TRANSPORT_SECURITY,
            year,
        ));
    }
    app.layer(CompressionLayer::new())
}

/// A form whose page answers it.
struct Posted<T> {
    /// Reads its body.
    read: fn(&[u8]) -> T,
    /// Its largest body.
    largest: usize,
    /// What is said of a larger one.
    too_large: &'static str,
}

impl<T> Clone for Posted<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Posted<T> {}

/// Answers a form with the page that it stands on: what it sends is in the body, and in nothing else.
async fn answer_form<T: Clone + Send + Sync + 'static, V: IntoView + 'static>(
    request: Request,
    posted: Posted<T>,
    context: impl Fn() + Clone + Send + Sync + 'static,
    document: impl Fn() -> V + Clone + Send + Sync + 'static,
) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, posted.largest).await else {
        return (StatusCode::PAYLOAD_TOO_LARGE, posted.too_large).into_response();
    };
    let read = (posted.read)(&body);
    let with_form = move || {
        context();
        provide_context(read.clone());
    };
    render_app_async_with_context(with_form, document)(Request::from_parts(parts, Body::empty())).await
}
