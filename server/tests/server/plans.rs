//! No query that a code page, the claim check or a question really makes reads a whole table.

use crate::support::TestSite;
use sea_orm::Statement;

#[tokio::test]
async fn no_query_of_what_readers_asked_scans_a_table() {
    let site = TestSite::start().await;
    let reader = site.registered("ann@example.com").await;
    let (watched, statements) = site.watched().await;
    let reader = reader.at(&watched);
    let ask = async |fields: &[(&str, &str)]| {
        let sent = reader
            .submit("/casepilot", "/casepilot", fields)
            .await
            .answers(303);
        let page = reader.open(sent.location().unwrap()).await.succeeds();
        page.attribute(".judge [name=id]", "value").unwrap()
    };
    let id = ask(&[("question", "What is 97150?")]).await;
    ask(&[("question", "And 97110?"), ("after", &id)]).await;
    reader.open("/casepilot").await.succeeds();
    let verdict = [("id", id.as_str()), ("verdict", "wrong")];
    reader.post("/casepilot/judge", &verdict).await.succeeds();
    reader.post("/casepilot/delete", &[("conversation", &id)]).await;
    reader.post("/casepilot/delete", &[("conversation", "all")]).await;

    let mut statements: Vec<Statement> = std::mem::take(&mut *statements.lock().unwrap());
    statements.retain(|statement| statement.sql.contains("\"question"));
    statements.retain(|statement| !statement.sql.starts_with("INSERT"));
    assert!(statements.len() > 10, "{} statements", statements.len());
    for statement in statements {
        let sql = statement.sql.clone();
        let plan = site.plan_of(statement).await;
        let scans = plan.iter().any(|step| step.starts_with("SCAN"));
        assert!(!scans, "{sql}\n{}", plan.join("\n"));
    }
}

#[tokio::test]
async fn no_query_of_a_code_page_scans_a_table() {
    let site = TestSite::start().await;
    let member = site.member("mel@example.com").await;
    let reader = site.registered("ann@example.com").await;
    let guest = site.visitor();
    let (watched, statements) = site.watched().await;
    for (visitor, path, access) in [
        (&guest, "/codes/cpt/97150", "preview"),
        (&guest, "/codes/cpt/97150", "preview"),
        (&guest, "/codes/icd10cm/M54.50", "spent"),
        (&reader, "/codes/hcpcs/G0283", "open"),
        (&member, "/codes/cpt/97150", "open"),
        (&member, "/codes/cpt/97150?zip=99501", "open"),
        (&member, "/codes/icd10cm/M54.50", "open"),
        (&member, "/codes/modifier/GP", "open"),
        (&member, "/codes/cpt/97150?on=2020-01-01", "open"),
    ] {
        let page = visitor.at(&watched).open(path).await.succeeds();
        assert_eq!(page.access().as_deref(), Some(access), "{path}");
    }
    guest.at(&watched).open("/codes/cpt/97151").await.answers(404);
    for place in ["zip=99501", "place=02102-01", "place=all"] {
        let path = format!("/tools/fees?lines=97150&{place}&on=2025-10-15");
        guest.at(&watched).open(&path).await.succeeds();
    }
    let claim = "/tools/ncci?lines=97150-GP%0A97110-59%0AG0283-ZZ%0A97151";
    for visitor in [&guest, &reader, &member] {
        visitor.at(&watched).open(claim).await.succeeds();
    }
    guest.at(&watched).fetch_code("cpt", "97150").await.succeeds();

    let mut statements: Vec<Statement> = std::mem::take(&mut *statements.lock().unwrap());
    // The plan of an insertion is about rows that would wait for their foreign keys; none do.
    statements.retain(|statement| !statement.sql.starts_with("INSERT"));
    assert!(statements.len() > 100, "{} statements", statements.len());
    let mut seen = std::collections::HashSet::new();
    statements.retain(|statement| seen.insert(statement.sql.clone()));
    assert!(statements.len() > 20, "{} different statements", statements.len());
    for statement in statements {
        let sql = statement.sql.clone();
        let plan = site.plan_of(statement).await;
        assert!(
            !plan.iter().any(|step| step.starts_with("SCAN")),
            "{sql}\n{}",
            plan.join("\n")
        );
    }
}
