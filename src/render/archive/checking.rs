//! How to check the bundle, for whoever has nothing but a computer, and for whoever has the program; and what its files are.

use super::desk::{paragraph, part};
use crate::render::html::Html;

pub(super) fn draw(html: &mut Html) {
    part(html, "checking", "archive-part-checking");
    paragraph(html, "archive-check-intro", &[]);
    html.mark("<ol>\n");
    for step in STEPS {
        html.mark("<li>");
        paragraph(html, step.said, &[]);
        if !step.commands.is_empty() {
            html.between("<pre>", &step.commands.join("\n"), "</pre>");
        }
        html.mark("</li>\n");
    }
    html.mark("</ol>\n<h3>").both("archive-check-layout").mark("</h3>\n<table class=\"list\">\n<tbody>\n");
    for one in LAYOUT {
        html.between("<tr><td><code>", one.file, "</code></td><td>").both(one.said).mark("</td></tr>\n");
    }
    html.mark("</tbody></table>\n");
}

/// A way to check: what it shows, and what to type.
pub(super) struct Step {
    pub(super) said: &'static str,
    pub(super) commands: &'static [&'static str],
}

/// The ways to check, from what needs nothing to what needs most.
pub(super) const STEPS: &[Step] = &[
    Step {
        said: "archive-check-files",
        commands: &["sha256sum -c manifest-sha256.txt", "sha256sum -c tagmanifest-sha256.txt"],
    },
    Step { said: "archive-check-files-windows", commands: &["certutil -hashfile data\\index.html SHA256"] },
    Step { said: "archive-check-bagit", commands: &["python3 -m bagit --validate ."] },
    Step { said: "archive-check-numbers", commands: &[] },
    Step { said: CHECK_RECORD, commands: &[] },
    // Whatever is put into the package makes it a package with a file too many.
    Step { said: "archive-check-program", commands: &["liuhen bundle verify . --trust ../trust.toml"] },
    Step { said: "archive-check-trust", commands: &[] },
];

/// The step that the plain text has a program for.
pub(super) const CHECK_RECORD: &str = "archive-check-record";

/// Files of the bag, and what they are: on the page, and in the plain text.
pub(super) struct Layout {
    pub(super) file: &'static str,
    pub(super) said: &'static str,
    pub(super) said_in_readme: &'static str,
}

const fn layout(file: &'static str, said: &'static str) -> Layout {
    Layout { file, said, said_in_readme: said }
}

/// What lies in the bag.
pub(super) const LAYOUT: &[Layout] = &[
    Layout { file: "data/index.html", said: "archive-layout-index", said_in_readme: "archive-layout-index-elsewhere" },
    Layout { file: "data/README.txt", said: "archive-layout-readme", said_in_readme: "archive-layout-readme-here" },
    layout("data/file-list.csv, data/file-list.xml", "archive-layout-list"),
    layout("data/four-properties.html, data/four-properties.json", "archive-layout-four"),
    layout("data/ledger/", "archive-layout-ledger"),
    layout("data/evidence/", "archive-layout-evidence"),
    layout("data/openings/", "archive-layout-openings"),
    layout("data/bundle.json", "archive-layout-bundle"),
    layout("bagit.txt, bag-info.txt", "archive-layout-bag"),
    layout("manifest-sha256.txt, manifest-sha512.txt", "archive-layout-manifests"),
    layout("tagmanifest-sha256.txt, tagmanifest-sha512.txt", "archive-layout-tag-manifests"),
    layout("seal.json", "archive-layout-seal"),
    layout("anchors/", "archive-layout-anchors"),
];
