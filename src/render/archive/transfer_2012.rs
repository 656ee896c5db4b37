//! The layout for handing over on an offline medium (电子档案移交与接收办法, 档发〔2012〕7号, annex 2): the description of the
//! medium, the lists of files and items, the documents in folders by year, category, file and item, and what explains them.
//!
//! In scope: which path holds what; documents are named, not copied. Out of scope: the schemas and standards that an archive
//! keeps itself, and what only whoever makes the medium knows: such places are there and blank.

use std::collections::BTreeSet;
use std::io;

use super::cover::retention;
use super::desk::Desk;
use super::file_list::{Listed, listed, remarks};
use super::file_list_xml::{Xml, begun, element, ended};
use super::record_text;
use crate::bundle::Volume;
use crate::bundle::volume::{Document, What};
use crate::model::digest::hex;
use crate::render::{Language, text, words};
use crate::verify::FourProperties;
use crate::verify::four_properties::Property;

/// A file of the layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// Where on the medium, `/` between folders.
    pub path: String,
    /// What lies there.
    pub content: Lying,
}

/// What lies at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lying {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The file of the bundle at this path.
    OfBundle(String),
}

/// What only whoever makes the medium knows (载体参数); blank where it is not given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carrier {
    /// 载体容量.
    pub capacity: Option<String>,
    /// 载体类型.
    pub kind: Option<String>,
    /// 载体编号.
    pub number: Option<String>,
    /// 载体保管单位.
    pub kept_by: Option<String>,
    /// 载体制作单位.
    pub made_by: Option<String>,
    /// 载体检查单位.
    pub checked_by: Option<String>,
}

/// The files of the medium for one decision's file.
///
/// # Errors
/// [`io::Error`], where a list cannot be written; the writers write to memory.
pub fn layout(volume: &Volume, four: &FourProperties, carrier: &Carrier) -> io::Result<Vec<Placed>> {
    let desk = Desk::new(volume);
    let listed = listed(&desk);
    let home = home(volume);
    let bytes = |path: &str, bytes: Vec<u8>| Placed { path: path.into(), content: Lying::Bytes(bytes) };
    let mut all = vec![
        bytes("说明文件.TXT", description(&desk, carrier).into_bytes()),
        bytes("案卷目录.XML", files(&desk, &home)?),
        bytes("文件目录.XML", items(&desk, &listed, &home)?),
    ];
    for one in &listed {
        item(&desk, one, &home, &mut all);
    }
    all.push(bytes("其他/命名和编号说明.TXT", NAMING.as_bytes().to_vec()));
    all.push(bytes("其他/电子档案移交与接收登记表.XML", register(&desk, four)?));
    for path in EVIDENCE {
        let name = path.rsplit('/').next().unwrap_or(path);
        let content = Lying::OfBundle((*path).to_owned());
        all.push(Placed { path: format!("其他/签名记录/{name}"), content });
    }
    Ok(all)
}

/// `电子档案/2026/WS·2026·Y/001`: year, category, file.
fn home(volume: &Volume) -> String {
    let description = &volume.cover.description;
    let year = volume.cover.to.map_or_else(|| "年度未定".to_owned(), |day| day.year().to_string());
    let category = description.category.as_deref().map_or_else(|| "类别未定".to_owned(), named);
    let file = description.file_number.as_deref().map_or_else(|| named(volume.decision.as_str()), named);
    format!("电子档案/{year}/{category}/{file}")
}

/// The folder of an item: its number and what it is.
fn folder(one: &Listed<'_>, home: &str) -> String {
    let kind = match &one.item.what {
        What::Record(filed) => words::kind(Language::Zh, filed.kind.name),
        What::Withheld { .. } => "不公开".to_owned(),
        What::Unreadable => "无法读取".to_owned(),
    };
    format!("{home}/{:03}-{}", one.item.place(), named(&kind))
}

/// What an item says in words, and its documents under the names that people know them by.
fn item(desk: &Desk<'_>, one: &Listed<'_>, home: &str, all: &mut Vec<Placed>) {
    let folder = folder(one, home);
    let words = Lying::Bytes(record_text::text(desk, one.item).into_bytes());
    all.push(Placed { path: format!("{folder}/{RECORD}"), content: words });
    let Some(filed) = one.item.filed() else { return };
    let mut taken = BTreeSet::from([RECORD.to_owned()]);
    for document in &filed.documents {
        let (Some(path), Some(name)) = (document.path(), name_of(document)) else { continue };
        let name = unique(name, &mut taken);
        all.push(Placed { path: format!("{folder}/{name}"), content: Lying::OfBundle(path.to_owned()) });
    }
}

fn name_of(document: &Document) -> Option<String> {
    document.told.as_ref().map(|told| named(&told.name))
}

/// A name that every file system takes, and that stays the same on each: what has a meaning to one of them becomes `_`.
fn named(name: &str) -> String {
    let plain = |c: char| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
        c if c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
        {
            '_'
        }
        c => c,
    };
    let name: String = name.chars().map(plain).collect();
    let name = name.trim().trim_end_matches('.').trim();
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() && ending.len() <= ENDING_BYTES_MAX => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let stem: String = stem.chars().take(NAME_CHARS_MAX).collect();
    let device = DEVICES.iter().any(|device| stem.eq_ignore_ascii_case(device));
    match stem.trim() {
        "" | "." | ".." => format!("_{ending}"),
        stem if device => format!("_{stem}{ending}"),
        stem => format!("{stem}{ending}"),
    }
}

/// The name, or with a number behind its stem where another document of the item has it.
fn unique(name: String, taken: &mut BTreeSet<String>) -> String {
    let mut candidate = name.clone();
    let mut number = 2;
    // Some file systems do not tell capitals from small letters.
    while !taken.insert(candidate.to_lowercase()) {
        let (stem, ending) = name.rsplit_once('.').map_or((&*name, String::new()), |(s, e)| (s, format!(".{e}")));
        candidate = format!("{stem}-{number}{ending}");
        number += 1;
    }
    candidate
}

/// 说明文件: the medium, in lines; what is not known stays blank.
fn description(desk: &Desk<'_>, carrier: &Carrier) -> String {
    let cover = &desk.volume.cover;
    let blank = |value: &Option<String>| value.clone().unwrap_or_default();
    let digest: String = desk.volume.items.iter().map(|item| item.record.to_string()).collect();
    let lines = [
        ("载体容量", blank(&carrier.capacity)),
        ("载体类型", blank(&carrier.kind)),
        ("载体编号", blank(&carrier.number)),
        ("载体保管单位", blank(&carrier.kept_by)),
        ("载体制作单位", blank(&carrier.made_by)),
        ("载体检查单位", blank(&carrier.checked_by)),
        ("全宗号", blank(&cover.description.fonds)),
        ("立档单位", blank(&cover.description.unit)),
        ("案卷题名", desk.name().to_owned()),
        ("档号", blank(&cover.reference)),
        ("件数", cover.records.to_string()),
        ("目录中不公开或者无法读取的", (cover.withheld + cover.unreadable).to_string()),
        ("文件数", cover.documents.to_string()),
        ("字节数", cover.bytes.to_string()),
        ("摘要信息", format!("SHA-256 {}", hex(&crate::crypto::hash::sha256(digest.as_bytes())))),
        ("摘要信息的算法", "各件记录摘要（BLAKE3，十六进制）按目录次序相连，取 SHA-256".to_owned()),
        ("硬件环境", "任何计算机".to_owned()),
        ("软件环境", "XML、文本的查看软件；文件各依其格式".to_owned()),
        ("字符集", "UTF-8".to_owned()),
        ("所据规定", "档发〔2012〕7号附件2；本目录由程序按该附件的结构生成".to_owned()),
        ("生成程序", desk.volume.drawn_by.clone()),
    ];
    let harmless = |value: &str| crate::render::harmless(value).into_owned();
    lines.iter().map(|(label, value)| format!("{label}：{}\r\n", harmless(value))).collect()
}

/// 案卷目录.
fn files(desk: &Desk<'_>, home: &str) -> io::Result<Vec<u8>> {
    let cover = &desk.volume.cover;
    let mut xml = begun()?;
    xml.create_element("案卷目录").write_inner_content(|xml| {
        xml.create_element("案卷").write_inner_content(|xml| {
            element(xml, "顺序号", "1")?;
            element(xml, "档号", cover.reference.as_deref().unwrap_or_default())?;
            element(xml, "责任者", cover.organ.as_deref().unwrap_or_default())?;
            element(xml, "题名", desk.name())?;
            let day = |day: Option<jiff::civil::Date>| day.map(|day| day.strftime("%Y%m%d").to_string());
            let (from, to) = (day(cover.from).unwrap_or_default(), day(cover.to).unwrap_or_default());
            element(xml, "日期", &format!("{from}-{to}"))?;
            element(xml, "保管期限", &text(Language::Zh, retention(cover.period.retention), &[]))?;
            element(xml, "密级", cover.description.secrecy.as_deref().unwrap_or_default())?;
            element(xml, "件数", &cover.records.to_string())?;
            element(xml, "电子档案名称", home)?;
            element(xml, "备注", cover.description.note.as_deref().unwrap_or_default())
        })?;
        Ok(())
    })?;
    Ok(ended(xml))
}

/// 文件目录.
fn items(desk: &Desk<'_>, listed: &[Listed<'_>], home: &str) -> io::Result<Vec<u8>> {
    let secrecy = desk.volume.cover.description.secrecy.as_deref().unwrap_or_default();
    let mut xml = begun()?;
    xml.create_element("文件目录").write_inner_content(|xml| {
        for one in listed {
            xml.create_element("文件").write_inner_content(|xml| {
                element(xml, "顺序号", &one.place.to_string())?;
                element(xml, "档号", &one.reference)?;
                element(xml, "文号", one.document_number)?;
                element(xml, "责任者", &one.responsible)?;
                element(xml, "题名", &desk.title_of(Language::Zh, one.item))?;
                element(xml, "日期", &one.day())?;
                element(xml, "密级", secrecy)?;
                element(xml, "电子档案名称", &folder(one, home))?;
                element(xml, "备注", &remarks(Language::Zh, one.item).join("；"))
            })?;
        }
        Ok(())
    })?;
    Ok(ended(xml))
}

/// 电子档案移交与接收登记表: what a program knows is filled in, the rest is for both sides.
fn register(desk: &Desk<'_>, four: &FourProperties) -> io::Result<Vec<u8>> {
    let cover = &desk.volume.cover;
    let mut xml = begun()?;
    let outcome = |property| {
        let id = match four.outcome(property) {
            "failed" => "four-failed",
            "passed" => "four-passed",
            _ => "four-open",
        };
        text(Language::Zh, id, &[])
    };
    xml.create_element("电子档案移交与接收登记表").write_inner_content(|xml: &mut Xml| {
        element(xml, "单位名称", cover.description.unit.as_deref().unwrap_or_default())?;
        element(xml, "归档时间", cover.description.compiled_on.as_deref().unwrap_or_default())?;
        element(xml, "归档电子文件门类", "文书")?;
        element(xml, "卷", "1")?;
        element(xml, "件", &cover.records.to_string())?;
        element(xml, "张", "")?;
        element(xml, "分钟", "")?;
        element(xml, "字节", &cover.bytes.to_string())?;
        element(xml, "归档方式", "离线")?;
        element(xml, "载体外观检测", "")?;
        element(xml, "病毒检测", "")?;
        element(xml, "真实性检测", &outcome(Property::Authenticity))?;
        // 可靠性 is none of the four properties: nothing a program tests goes by that name.
        element(xml, "可靠性检测", "")?;
        element(xml, "完整性检测", &outcome(Property::Integrity))?;
        element(xml, "可用性检测", &outcome(Property::Usability))?;
        element(xml, "说明", "空白项由移交、接收双方填写")
    })?;
    Ok(ended(xml))
}

/// How things are named, for whoever opens the medium in thirty years.
const NAMING: &str = "文件夹：电子档案/年度/类别号/案卷号/件号-文件种类。\r\n\
件号为该件在事项记录中的编号加一，三位。\r\n\
文件名为登记时的名称；文件系统不容许的字符写作“_”，同名的加序号。\r\n\
各件的 记录.txt 为该件内容的可读文本（UTF-8）：谁在何时说了什么、由谁签署。\r\n\
题名、责任者、日期见 文件目录.XML；日期为事实发生之日（YYYYMMDD）。\r\n\
签名记录文件夹内为带签名的原始记录及其证明，用以核验，不必归类。\r\n";

/// What an item says, in words.
const RECORD: &str = "记录.txt";

/// The signed records go along: without them the medium would prove nothing.
const EVIDENCE: &[&str] = &["data/bundle.json", "data/ledger/checkpoint", "data/ledger/entries", "data/ledger/proofs"];

/// Names that some systems keep for devices.
const DEVICES: &[&str] = &[
    "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "LPT1", "LPT2",
    "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
];

/// With five folders above it, and three bytes a character, a name stays below 255 bytes.
const NAME_CHARS_MAX: usize = 60;

/// The longest ending that file managers know.
const ENDING_BYTES_MAX: usize = 8;

#[cfg(test)]
mod tests {
    use super::super::tests::{compile, four, whole};
    use super::*;
    use crate::bundle::volume::tests::sample::contents;

    fn laid() -> Vec<Placed> {
        layout(&compile(&whole(), &contents(vec![]), None), &four(), &Carrier::default()).unwrap()
    }

    fn text_at(all: &[Placed], path: &str) -> String {
        match &all.iter().find(|one| one.path == path).unwrap_or_else(|| panic!("{path}")).content {
            Lying::Bytes(bytes) => String::from_utf8(bytes.clone()).unwrap(),
            Lying::OfBundle(path) => panic!("{path}"),
        }
    }

    #[test]
    fn the_medium_has_the_files_of_the_annex() {
        let all = laid();
        let paths: Vec<&str> = all.iter().map(|one| one.path.as_str()).collect();
        for path in ["说明文件.TXT", "案卷目录.XML", "文件目录.XML", "其他/电子档案移交与接收登记表.XML"]
        {
            assert!(paths.contains(&path), "{paths:?}");
        }
        assert!(paths.contains(&"电子档案/2026/WS·2026·Y/001/001-决策启动/方案.txt"), "{paths:?}");
        let unique: BTreeSet<&&str> = paths.iter().collect();
        assert_eq!(unique.len(), paths.len());
        let description = text_at(&all, "说明文件.TXT");
        assert!(description.contains("载体编号：\r\n") && description.contains("件数：11\r\n"), "{description}");
        let list = text_at(&all, "文件目录.XML");
        assert!(list.contains("<题名>") && list.contains("<电子档案名称>电子档案/2026"), "{list}");
        let register = text_at(&all, "其他/电子档案移交与接收登记表.XML");
        assert!(register.contains("<病毒检测></病毒检测>"), "{register}");
        assert!(!register.contains("<真实性检测>通过"), "an open item has not passed: {register}");
    }

    #[test]
    fn every_item_can_be_read_in_its_folder() {
        let all = laid();
        let home = "电子档案/2026/WS·2026·Y/001";
        let dissent = text_at(&all, &format!("{home}/004-会议表态/记录.txt"));
        for said in ["何铮", "不同意", "太贵", "三年收不回", "签署", "2026-04-01", "#2 会议开始"] {
            assert!(dissent.contains(said), "{said}: {dissent}");
        }
        assert!(text_at(&all, &format!("{home}/012-无法读取/记录.txt")).contains("无法读取"));
        assert!(text_at(&all, &format!("{home}/001-决策启动/记录.txt")).contains("方案.txt"));
        let list = text_at(&all, "文件目录.XML");
        assert!(!list.contains("<电子档案名称></电子档案名称>"), "every item lies somewhere: {list}");
        let texts = all.iter().filter(|one| one.path.ends_with("/记录.txt")).count();
        assert_eq!(list.matches("<文件>").count(), texts);
    }

    #[test]
    fn a_document_of_the_name_of_the_record_gives_way() {
        let mut book = crate::bundle::volume::tests::sample::Book::new();
        let document = book.document("记录.TXT", "一");
        let more = crate::bundle::volume::tests::sample::More { attachments: vec![document], ..Default::default() };
        book.add_with("decision-open", "2026-01-05", crate::bundle::volume::tests::sample::OPENING, more);
        let all = layout(&compile(&book, &contents(vec![]), None), &four(), &Carrier::default()).unwrap();
        let of = |ending: &str| all.iter().find(|one| one.path.ends_with(ending)).map(|one| &one.content);
        assert!(
            matches!(of("/记录.txt"), Some(Lying::Bytes(_))) && matches!(of("/记录-2.TXT"), Some(Lying::OfBundle(_)))
        );
    }

    #[test]
    fn a_name_is_one_that_every_system_takes() {
        for (name, expected) in [
            ("方案.PDF", "方案.PDF"),
            ("../../etc/passwd", ".._.._etc_passwd"),
            ("a:b*c?.txt", "a_b_c_.txt"),
            ("con.txt", "_con.txt"),
            ("...", "_"),
            (" 尾. ", "尾"),
            ("\u{202e}fdp.exe", "_fdp.exe"),
        ] {
            assert_eq!(named(name), expected, "{name}");
        }
        assert_eq!(named(&format!("{}.pdf", "长".repeat(200))), format!("{}.pdf", "长".repeat(60)));
        let mut taken = BTreeSet::new();
        let names = ["a.txt", "A.txt", "a.txt", "b"].map(|name| unique(name.into(), &mut taken));
        assert_eq!(names, ["a.txt", "A-2.txt", "a-3.txt", "b"]);
    }
}
