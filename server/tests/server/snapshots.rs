//! The HTML of the 97150 page, so that a change of it is seen in review.

use crate::support::{Page, TestSite};

#[tokio::test]
async fn the_97150_page_of_a_guest() {
    let site = TestSite::start().await;
    let page = site.visitor().open("/codes/cpt/97150").await.succeeds();
    insta::assert_snapshot!("guest", main_of(&page));
}

#[tokio::test]
async fn the_97150_page_of_a_member() {
    let site = TestSite::start().await;
    let member = site.member("mel@example.com").await;
    let page = member.open("/codes/cpt/97150").await.succeeds();
    insta::assert_snapshot!("member", main_of(&page));
}

#[tokio::test]
async fn the_97110_page_of_a_guest_with_no_view_left() {
    let site = TestSite::start().await;
    let guest = site.visitor();
    guest.open("/codes/cpt/97150").await.succeeds();
    let page = guest.open("/codes/cpt/97110").await.succeeds();
    insta::assert_snapshot!("spent", main_of(&page));
}

/// `<main>`, an element a line; what only the browser's script needs is left out.
fn main_of(page: &Page) -> String {
    page.html("main")
        .replace("<!---->", "")
        .replace("<!-- -->", "")
        .replace("><", ">\n<")
}
