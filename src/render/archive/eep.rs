//! The file as an encapsulated package after DA/T 48-2009 (基于XML的电子文件封装规范), as far as its element names have been
//! published: an approximation, and it says so itself. It is not stamped with the standard's version, since nobody has held
//! it against the standard; and it has no block of signatures, since the signatures are over the records and not over this
//! text: it says where they are.
//!
//! Out of scope: the standard's rules for encoding documents into the package; documents are named by path and digest.

use std::collections::BTreeMap;
use std::io;

use quick_xml::events::{BytesText, Event};

use super::desk::{Desk, moment};
use super::file_list::{Listed, listed, remarks};
use super::file_list_xml::{Xml, begun, element, ended};
use crate::bundle::Volume;
use crate::bundle::volume::{Document, Filed, State, Told};
use crate::render::{Language, words};

/// The package.
///
/// # Errors
/// [`io::Error`]; the writer writes to memory.
pub fn package(volume: &Volume) -> io::Result<Vec<u8>> {
    let desk = Desk::new(volume);
    let listed = listed(&desk);
    let people = people(&listed);
    let mut xml = begun()?;
    xml.write_event(Event::Comment(BytesText::from_escaped(REMARK)))?;
    xml.create_element("电子文件封装包").with_attribute(("xmlns", NAMESPACE)).write_inner_content(|xml| {
        element(xml, "封装包格式描述", DESCRIPTION)?;
        xml.create_element("被签名对象").write_inner_content(|xml| {
            element(xml, "封装包类型", "原始型")?;
            element(xml, "封装包类型描述", "一项重大行政决策的案卷，各件为带签名的记录及其附件")?;
            // No clock is asked: the package is as old as its last record.
            let last = volume.items.iter().map(|item| item.recorded).max();
            element(xml, "封装包创建时间", &last.map(|last| last.to_string()).unwrap_or_default())?;
            element(xml, "封装包创建单位", volume.cover.description.unit.as_deref().unwrap_or_default())?;
            xml.create_element("封装内容").write_inner_content(|xml| {
                xml.create_element("文件实体块")
                    .write_inner_content(|xml| listed.iter().try_for_each(|one| file(&desk, one, xml)))?;
                xml.create_element("业务实体块")
                    .write_inner_content(|xml| listed.iter().try_for_each(|one| business(&desk, one, &people, xml)))?;
                xml.create_element("机构人员实体块")
                    .write_inner_content(|xml| people.iter().try_for_each(|(who, number)| person(who, *number, xml)))?;
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(ended(xml))
}

/// Everybody who signed, numbered in the order of the list: who, as what, of which unit.
type People = BTreeMap<(String, String, String), usize>;

fn people(listed: &[Listed<'_>]) -> People {
    let mut people = People::new();
    for filed in listed.iter().filter_map(|one| one.item.filed()) {
        for who in signatories(filed) {
            let number = people.len() + 1;
            people.entry(who).or_insert(number);
        }
    }
    people
}

fn signatories(filed: &Filed) -> impl Iterator<Item = (String, String, String)> {
    filed.signatories.iter().map(|one| {
        let person = one.person.as_ref().map_or_else(|| one.key.to_string(), ToString::to_string);
        let title = one.title.clone().unwrap_or_else(|| words::office(Language::Zh, one.office.as_str()));
        (person, title, one.organ.clone().unwrap_or_default())
    })
}

fn file(desk: &Desk<'_>, one: &Listed<'_>, xml: &mut Xml) -> io::Result<()> {
    let (cover, item) = (&desk.volume.cover, one.item);
    let said = |value: &Option<String>| value.clone().unwrap_or_default();
    xml.create_element("文件实体").write_inner_content(|xml| {
        element(xml, "聚合层次", "文件")?;
        xml.create_element("来源").write_inner_content(|xml| {
            element(xml, "全宗名称", &said(&cover.description.fonds_name))?;
            element(xml, "立档单位名称", &said(&cover.description.unit))
        })?;
        element(xml, "电子文件号", &format!("{}#{}", desk.volume.decision, item.number))?;
        element(xml, "档号", &one.reference)?;
        xml.create_element("内容描述").write_inner_content(|xml| {
            element(xml, "题名", &desk.title_of(Language::Zh, item))?;
            element(xml, "文件编号", one.document_number)?;
            element(xml, "责任者", &one.responsible)?;
            element(xml, "日期", &one.day())?;
            element(xml, "密级", &said(&cover.description.secrecy))
        })?;
        element(xml, "附注", &remarks(Language::Zh, item).join("；"))?;
        for document in item.filed().map_or(&[][..], |filed| &filed.documents) {
            electronic(document, xml)?;
        }
        Ok(())
    })?;
    Ok(())
}

/// 电子属性 of a document; of one that is withheld only that it is.
fn electronic(document: &Document, xml: &mut Xml) -> io::Result<()> {
    xml.create_element("电子属性").write_inner_content(|xml| {
        if let Some(Told { name, media_type, size, .. }) = &document.told {
            element(xml, "格式信息", media_type)?;
            element(xml, "计算机文件名", name)?;
            element(xml, "计算机文件大小", &size.to_string())?;
        }
        match &document.state {
            State::Present { path, sha256, .. } | State::Sealed { path, sha256, .. } => {
                element(xml, "校验码", &format!("SHA-256:{sha256}"))?;
                element(xml, "当前位置", path)
            }
            State::Withheld { basis, .. } => {
                let basis = words::choice(Language::Zh, "basis", basis);
                element(xml, "附注", &format!("不公开：{basis}"))
            }
            State::Erased { by, .. } => element(xml, "附注", &format!("已按 #{by} 销毁")),
            State::Lacking => element(xml, "附注", "不在本卷"),
        }
    })?;
    Ok(())
}

/// 业务实体: who did what when on what ground; a ledger has exactly this.
fn business(desk: &Desk<'_>, one: &Listed<'_>, people: &People, xml: &mut Xml) -> io::Result<()> {
    let Some(filed) = one.item.filed() else { return Ok(()) };
    xml.create_element("业务实体").write_inner_content(|xml| {
        element(xml, "业务标识符", &one.item.record.to_string())?;
        for who in signatories(filed) {
            element(xml, "机构人员标识符", &people.get(&who).map(ToString::to_string).unwrap_or_default())?;
        }
        element(xml, "业务状态", "历史行为")?;
        element(xml, "业务行为", &words::kind(Language::Zh, filed.kind.name))?;
        element(xml, "行为时间", &moment(filed.occurred.to))?;
        let basis: Vec<String> = filed.basis.iter().filter_map(|record| desk.cited(Language::Zh, record)).collect();
        element(xml, "行为依据", &basis.join("；"))?;
        element(xml, "行为描述", &desk.title_of(Language::Zh, one.item))
    })?;
    Ok(())
}

fn person((person, title, organ): &(String, String, String), number: usize, xml: &mut Xml) -> io::Result<()> {
    xml.create_element("机构人员实体").write_inner_content(|xml| {
        element(xml, "机构人员标识符", &number.to_string())?;
        element(xml, "机构人员名称", person)?;
        element(xml, "职务", title)?;
        element(xml, "组织机构名称", organ)
    })?;
    Ok(())
}

/// The namespace as implementations of the standard have it.
const NAMESPACE: &str = "http://www.saac.gov.cn/standards/ERM/encapsulation";

const REMARK: &str = " 本文件参照 DA/T 48-2009 已公布的元素名称编写，未声明符合该标准。 ";

const DESCRIPTION: &str = "参照 DA/T 48-2009 已公布的元素名称编写的近似封装，未经符合性检测，不标该标准版本。\
签名不在本文件内：各件记录的签名见 data/ledger/entries，因此没有电子签名块和锁定签名。";

#[cfg(test)]
mod tests {
    use super::super::tests::{compile, whole};
    use super::*;
    use crate::bundle::volume::tests::sample::contents;

    #[test]
    fn a_package_says_what_it_is_and_claims_nothing_else() {
        let bytes = package(&compile(&whole(), &contents(vec![]), None)).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.contains("未声明符合该标准") && text.contains("近似封装"), "{text}");
        for absent in ["<版本>", "<电子签名块>", "<锁定签名>"] {
            assert!(!text.contains(absent), "{absent}");
        }
        assert_eq!(text.matches("<文件实体>").count(), 12);
        assert_eq!(text.matches("<业务实体>").count(), 11, "what cannot be read did nothing");
        assert!(text.contains("<业务行为>会议表态</业务行为>") && text.contains("<校验码>SHA-256:"), "{text}");
        assert!(text.contains("<附注>不在本卷</附注>"), "{text}");
    }
}
