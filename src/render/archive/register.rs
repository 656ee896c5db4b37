//! The register of a transfer (电子档案移交与接收登记表), to be printed and signed by both sides.

use super::desk::{row, row_of};
use super::style;
use crate::format::Transfer;
use crate::render::html::{Html, page};
use crate::render::{Language, text};

/// The page of a receipt.
pub fn register_page(transfer: &Transfer) -> String {
    let (bundle, register) = (&transfer.bundle, &transfer.register);
    let mut html = Html::new();
    html.mark("<h1>").both("register-title").mark("</h1>\n<table class=\"form\">\n");
    let filled =
        |html: &mut Html, id: &'static str, value: &str| row_of(html, id, (!value.is_empty()).then_some(value));
    filled(&mut html, "register-number", &transfer.number.to_string());
    filled(&mut html, "register-received", &transfer.received.to_string());
    filled(&mut html, "register-unit", &register.unit);
    filled(&mut html, "register-receiver", &register.receiver);
    row_of(&mut html, "register-title-of", bundle.title.as_deref());
    filled(&mut html, "register-decision", &format!("{} ({})", bundle.decision, bundle.origin));
    row(&mut html, "register-version", |html| {
        html.both(super::cover::version(bundle.version));
    });
    filled(&mut html, "register-reference", &register.reference);
    filled(&mut html, "register-category", &register.category);
    filled(&mut html, "register-volumes", &register.volumes.to_string());
    filled(&mut html, "register-items", &register.items.to_string());
    filled(&mut html, "register-files", &register.files.to_string());
    filled(&mut html, "register-bytes", &register.bytes.to_string());
    filled(&mut html, "register-method", &register.method);
    filled(&mut html, "register-carrier", &register.carrier);
    filled(&mut html, "register-virus", &register.virus);
    for (id, outcome) in [
        ("register-authenticity", &register.authenticity),
        ("register-integrity", &register.integrity),
        ("register-usability", &register.usability),
        ("register-security", &register.security),
    ] {
        row(&mut html, id, |html| {
            html.both(outcome_words(outcome));
        });
    }
    filled(&mut html, "register-note", &register.note);
    for (id, digest) in [
        ("register-manifest", bundle.manifest.to_string()),
        ("register-checkpoint", format!("{} / {}", bundle.size, bundle.root)),
        ("register-key", transfer.by.key.id().to_string()),
    ] {
        row(&mut html, id, |html| {
            html.between("<span class=\"digest\">", &digest, "</span>");
        });
    }
    for id in ["register-signed-giving", "register-signed-taking"] {
        row(&mut html, id, |html| {
            html.mark("<br><br>");
        });
    }
    html.mark("</table>\n<p class=\"small\">").both("register-how").mark("</p>\n");
    page(&text(Language::Zh, "register-title", &[]), style::STYLE, &html)
}

fn outcome_words(outcome: &str) -> &'static str {
    match outcome {
        "passed" => "register-passed",
        "failed" => "register-failed",
        _ => "register-open",
    }
}
