//! Who plays in the demonstration. 云溪县 (Yunxi County) and everybody in it are invented.

/// Somebody with a key, and the office they hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Player {
    /// The name of their key.
    pub(super) key: &'static str,
    /// The name the ledger knows them by.
    pub(super) person: &'static str,
    /// Their office.
    pub(super) office: &'static str,
    /// The unit it is an office of.
    pub(super) organ: &'static str,
    /// What it is called there.
    pub(super) title: &'static str,
}

const fn player(
    key: &'static str,
    person: &'static str,
    office: &'static str,
    organ: &'static str,
    title: &'static str,
) -> Player {
    Player { key, person, office, organ, title }
}

/// The root holders: key and person.
pub(super) const ROOTS: [(&str, &str); 3] = [("root-1", "许闻"), ("root-2", "陶砚"), ("root-3", "孟启")];

/// How many root holders must sign.
pub(super) const THRESHOLD: usize = 2;

/// The name of the ledger key.
pub(super) const LEDGER_KEY: &str = "ledger";

/// The ledger's name and organ.
pub(super) const ORIGIN: &str = "yunxi.example/decisions";
/// The organ.
pub(super) const ORGAN: &str = "云溪县人民政府（演示，虚构）";

/// The archivist, who enters the historical cases.
pub(super) const ARCHIVIST: &str = "archivist";

/// Everybody who signs.
pub(super) const PLAYERS: &[Player] = &[
    player("organ-seal", "云溪县人民政府印章", "organ-seal", "云溪县人民政府", "公章"),
    player("head", "周远", "head", "云溪县人民政府", "县长"),
    player("member-1", "林岚", "member", "云溪县人民政府", "常务副县长"),
    player("member-2", "何铮", "member", "云溪县人民政府", "副县长"),
    player("member-3", "沈穗", "member", "云溪县人民政府", "副县长"),
    player("member-4", "罗骁", "member", "云溪县人民政府", "副县长"),
    player("member-5", "秦屿", "member", "云溪县人民政府", "副县长"),
    player("member-6", "宋葭", "member", "云溪县人民政府", "副县长"),
    player("member-7", "唐彧", "member", "云溪县人民政府", "副县长"),
    player("member-8", "叶崧", "member", "云溪县人民政府", "副县长"),
    player("government-office", "白苇", "government-office", "云溪县人民政府办公室", "主任"),
    player("recorder", "江离", "recorder", "云溪县人民政府办公室", "记录人"),
    player("handling-unit", "吴桐", "handling-unit", "云溪县城市管理局", "承办人"),
    player("housing-bureau", "高峻", "handling-unit", "云溪县住房和城乡建设局", "局长"),
    player("hearing-chair", "温玉", "hearing-chair", "云溪县城市管理局", "听证主持人"),
    player("hearing-clerk", "石磊", "hearing-clerk", "云溪县城市管理局", "听证记录员"),
    player("expert-1", "顾衡", "expert", "云溪学院交通工程系", "教授"),
    player("expert-2", "崔筠", "expert", "云溪价格研究会", "研究员"),
    player("expert-3", "冯朔", "expert", "云溪城市规划院", "高级规划师"),
    player("expert-4", "邵临", "expert", "云溪城建设计院", "总建筑师"),
    player("risk-assessor", "丁澜", "risk-assessor", "云溪风险评估中心", "评估负责人"),
    player("legality-reviewer", "章恪", "legality-reviewer", "云溪县司法局", "审查股股长"),
    player("inspector", "贺澜", "inspector", "云溪县纪委监委", "检查组组长"),
    player(ARCHIVIST, "鲁文", "archivist", "云溪县档案馆", "馆员"),
];
