//! What a page costs at least: an axum handler that returns the bytes of a file. `make bench` measures the
//! code page beside it.
//!
//! `static_page <address> <file>`

use axum::Router;
use axum::response::Html;
use axum::routing::get;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(address), Some(file)) = (arguments.next(), arguments.next()) else {
        return Err("usage: static_page <address> <file>".into());
    };
    let page: &'static str = String::leak(std::fs::read_to_string(file)?);
    let app = Router::new().fallback(get(move || async move { Html(page) }));
    axum::serve(TcpListener::bind(address).await?, app).await?;
    Ok(())
}
