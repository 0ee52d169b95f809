"""What must every CSV file look like? One table a file: columns, types, keys, references, meanings.

Rules that look at several cells of a row are in `rules.py`.
"""

from __future__ import annotations

from data.columns import (
    Column,
    Table,
    bilingual,
    day,
    decimal,
    enum,
    identifier,
    integer,
    reference,
    references,
    text,
    year,
)

# To be raised whenever the built database changes in a way that the tables do not show (a rule of sorting or folding,
# say): files built before are then built anew.
SCHEMA_VERSION = "2"

DISTRICT = reference("district_id", "districts", "区", "District")
DIMENSION = reference("dimension_id", "dimensions", "所属维度", "Dimension it belongs to")
METRIC = reference("metric_id", "metrics", "指标", "Metric")
DOCUMENT = reference("document_id", "documents", "出自哪份文件", "Document it was read in")
SECTION = text(
    "section",
    "段落序号或原标题；网页为空",
    "Paragraph number, or a heading as written; empty for web pages",
    required=False,
)
SCOPE_NAME = bilingual("scope_name", "哪个部门、片区或站点", "Which department, area or site", required=False)
AS_WRITTEN = text(
    "as_written",
    "原文中的写法，最多30字",
    "The figure in the words of the page, up to 30 characters",
    longest=30,
)
YEARS: tuple[Column, Column] = (
    year("year_from", "起始年（含）；空为不限", "First year, included; empty: no bound"),
    year("year_to", "截止年（含）；空为不限", "Last year, included; empty: no bound"),
)

TABLES: tuple[Table, ...] = (
    Table(
        "districts",
        "所比较的区",
        "The districts compared",
        (
            identifier("district_id", "区的标识", "Identifier of the district"),
            text(
                "adcode",
                "六位行政区划代码",
                "Administrative division code, six digits",
                unique=True,
                pattern=r"\d{6}",
            ),
            *bilingual("name", "区名", "Name of the district"),
            *bilingual(
                "city", "所在城市，直辖市即其本身", "City (the municipality itself for Tianjin and Beijing)"
            ),
            *bilingual("province", "所在省或直辖市", "Province or municipality"),
        ),
        key=("district_id",),
        needs_rows=True,
    ),
    Table(
        "dimensions",
        "指标与做法的维度",
        "Dimensions of metrics and practices",
        (
            identifier("dimension_id", "维度的标识", "Identifier of the dimension"),
            integer("ordinal", "显示次序", "Order of display", low=0, high=99, unique=True),
            *bilingual("name", "维度名称", "Name of the dimension", unique=True),
        ),
        key=("dimension_id",),
        needs_rows=True,
    ),
    Table(
        "metrics",
        "指标及其定义",
        "Metrics and what they count",
        (
            identifier("metric_id", "指标的标识", "Identifier of the metric"),
            DIMENSION,
            *bilingual("name", "指标名称", "Name of the metric", unique=True),
            *bilingual("unit", "数值的单位", "Unit of the values"),
            enum(
                "measure",
                "计量类型；rate 一律为百分数",
                "What kind of quantity; a rate is always in %",
                "count rate money people area duration index",
            ),
            enum(
                "better",
                "哪个方向为好，多数有意不作判断",
                "Which direction is good, if any; most are neutral on purpose",
                "higher lower neutral",
            ),
            enum(
                "basis",
                "flow 为时期数，stock 为时点数",
                "flow: over a period; stock: at a date",
                "flow stock",
            ),
            enum("per_capita", "按人均计算是否有意义", "Whether a figure per resident makes sense", "yes no"),
            enum(
                "share",
                "是否为部分占整体的比率（在0至100之间）",
                "Whether it is a part of a whole and so lies in 0-100",
                "yes no",
            ),
            integer(
                "decimals", "数值最多几位小数", "Most decimals a value of this metric has", low=0, high=6
            ),
            *bilingual("definition", "统计的是什么", "What is counted"),
        ),
        key=("metric_id",),
        needs_rows=True,
    ),
    Table(
        "documents",
        "数据所出的文件",
        "Documents the rows were read in",
        (
            identifier("document_id", "文件的标识", "Identifier of the document"),
            reference(
                "district_id",
                "districts",
                "涉及的区；空为多个区",
                "District it covers; empty: several",
                required=False,
            ),
            *bilingual("title", "标题", "Title"),
            *bilingual("publisher", "发布者", "Publisher"),
            enum(
                "kind",
                "文件种类",
                "Kind of document",
                "annual_report plan news experience statistics disclosure_report budget reference other",
            ),
            day(
                "published_on",
                "网页所示的发布日期",
                "Date of publication as the page gives it",
                required=False,
                first=1990,
            ),
            year("report_year", "文件所报告的年度", "The year the document reports on"),
            enum(
                "final_accounts",
                "是否为该年度的财政决算",
                "Whether it reports the final accounts of its year",
                "yes no",
            ),
            text("url", "阅读时的网址", "Address where it was read", required=False, pattern=r"https?://\S+"),
            enum(
                "reliability",
                "official 官方网站，press 新闻媒体，secondary 转载、汇编、百科",
                "official: a public body's own site; press: news media; secondary: reposts, compilations",
                "official press secondary",
            ),
            text(
                "seed_file",
                "五份原始材料中的文件名",
                "File name among the five source documents",
                required=False,
            ),
        ),
        key=("document_id",),
        needs_rows=True,
    ),
    Table(
        "observations",
        "各区的数值，一行一个数",
        "The figures, one a row",
        (
            identifier("observation_id", "数值的标识", "Identifier of the figure"),
            DISTRICT,
            METRIC,
            day("period_start", "时期的第一天", "First day of the period"),
            day(
                "period_end",
                "时期的最后一天；时点数与第一天相同",
                "Last day of the period; equal to the first for a date",
            ),
            enum(
                "period_basis",
                "时期依据什么：全年、半年、部分年度、多年、某日、累计、仅知发布日期",
                "What the period rests on; as_published: not stated, dated to publication",
                "year half_year part_year multi_year as_of cumulative as_published",
            ),
            decimal("value", "数值，不含分隔符", "The value, without separators"),
            decimal(
                "value_low",
                "所代表区间的下限；空为不限",
                "Lower end of the interval it stands for; empty: open",
                required=False,
            ),
            decimal(
                "value_high",
                "所代表区间的上限；空为不限",
                "Upper end of the interval it stands for; empty: open",
                required=False,
            ),
            enum(
                "qualifier", "准确、约、以上、以下", "How firm the value is", "exact approx at_least at_most"
            ),
            enum("status", "实际数或预计数", "A result, or a forecast or budget", "actual estimate"),
            enum(
                "scope",
                "全区、部门、片区或站点",
                "The whole district, a department, an area or a site",
                "district department area site",
            ),
            *SCOPE_NAME,
            DOCUMENT,
            SECTION,
            AS_WRITTEN,
            *bilingual("note", "读者须知", "What a reader must know", required=False),
        ),
        key=("observation_id",),
        needs_rows=True,
    ),
    Table(
        "targets",
        "各区给自己定的目标",
        "What a district set itself",
        (
            identifier("target_id", "目标的标识", "Identifier of the target"),
            DISTRICT,
            METRIC,
            enum("comparator", "不少于、等于、不多于", "At least, equal to, at most", ">= = <="),
            decimal("value", "目标值", "The value aimed at"),
            day("period_start", "从何日起", "From which day", required=False),
            day("due", "到何日止", "By which day", required=False),
            enum(
                "kind",
                "target 须达到，standard 须每年或一直保持",
                "target: to be reached; standard: to be kept every year or always",
                "target standard",
            ),
            *SCOPE_NAME,
            DOCUMENT,
            SECTION,
            AS_WRITTEN,
            reference("task_id", "tasks", "承载该目标的任务", "Task that carries the target", required=False),
        ),
        key=("target_id",),
    ),
    Table(
        "tasks",
        "规划的逐项任务",
        "A plan, task by task",
        (
            identifier("task_id", "任务的标识", "Identifier of the task"),
            DISTRICT,
            integer("ordinal", "任务序号", "Number of the task", low=1, high=999),
            integer("chapter_no", "所在部分的序号", "Number of its chapter", low=1, high=99),
            *bilingual("chapter", "所在部分的标题", "Title of its chapter"),
            *bilingual("title", "任务标题", "Title of the task"),
            day("due", "完成期限", "To be done by", required=False),
            DIMENSION,
            DOCUMENT,
        ),
        key=("task_id",),
        unique_together=(("document_id", "ordinal"),),
    ),
    Table(
        "units",
        "承担任务的单位",
        "The bodies that carry the tasks",
        (
            identifier("unit_id", "单位的标识", "Identifier of the body"),
            *bilingual("name", "单位名称", "Name of the body", unique=True),
            enum(
                "kind", "单位种类", "Kind of body", "party office department court_procuratorate group other"
            ),
        ),
        key=("unit_id",),
    ),
    Table(
        "task_units",
        "哪个单位承担哪项任务",
        "Who carries a task",
        (
            reference("task_id", "tasks", "任务", "Task"),
            reference("unit_id", "units", "单位", "Body"),
            enum("role", "牵头或责任单位", "Leads the task, or is responsible too", "lead responsible"),
        ),
        key=("task_id", "unit_id", "role"),
    ),
    Table(
        "practices",
        "用于比较各区的做法类型",
        "Types of practice for comparing districts",
        (
            identifier("practice_id", "做法类型的标识", "Identifier of the practice"),
            DIMENSION,
            *bilingual("name", "做法名称", "Name of the practice"),
            *bilingual("question", "领导会问的问题", "What a leader would ask"),
            integer("ordinal", "显示次序", "Order of display", low=0, high=999, unique=True),
        ),
        key=("practice_id",),
    ),
    Table(
        "systems",
        "平台、机制、服务、荣誉、案例",
        "Platforms, mechanisms, services, honours and cases",
        (
            identifier("system_id", "条目的标识", "Identifier of the item"),
            DISTRICT,
            DIMENSION,
            *bilingual("name", "名称", "Name"),
            enum("kind", "种类", "Kind", "platform mechanism service honour case plan"),
            enum(
                "level",
                "荣誉的级别，仅荣誉填写；空为原文未说明",
                "Level of an honour, and only of honours; empty: not stated",
                "national provincial city district",
                required=False,
            ),
            *bilingual("summary", "做什么，用我们的话写", "What it does, in our words"),
            year("year", "文件给出的年份", "Year, where the document gives it"),
            enum(
                "status",
                "在用、计划中、已获（仅荣誉）",
                "In use, planned, or awarded (honours only)",
                "in_use planned awarded",
            ),
            DOCUMENT,
            SECTION,
            reference(
                "practice_id",
                "practices",
                "所属做法类型；空为无合适类型",
                "Practice it belongs to; empty: none fits",
                required=False,
            ),
        ),
        key=("system_id",),
    ),
    Table(
        "doubts",
        "读者须被提醒之处",
        "What a reader must be warned of",
        (
            identifier("doubt_id", "存疑事项的标识", "Identifier of the doubt"),
            references(
                "metric_ids",
                "metrics",
                "涉及的指标；空为全部",
                "Metrics it covers; empty: every metric",
                required=False,
            ),
            references(
                "district_ids",
                "districts",
                "涉及的区；空为全部",
                "Districts it covers; empty: every district",
                required=False,
            ),
            *YEARS,
            enum(
                "severity",
                "提示、慎用、不可比较",
                "Good to know, compare with care, or do not compare",
                "note caution do_not_compare",
            ),
            enum(
                "bars",
                "禁止与什么排序：无、其他区、其他年份、两者",
                "What it forbids to order with: nothing, other districts, other years, both",
                "none districts years both",
            ),
            *bilingual("text", "存疑事项说明", "The doubt in words"),
        ),
        key=("doubt_id",),
    ),
    Table(
        "relations",
        "数值间应满足的和与比，用于核对",
        "Sums and ratios by which figures can be checked",
        (
            identifier("relation_id", "关系的标识", "Identifier of the relation"),
            enum(
                "kind",
                "比率、和、差、增速",
                "ratio: all parts but the last, over the last; sum; difference: all parts but "
                "the last, less the last; growth: change over a year in %",
                "ratio sum difference growth",
            ),
            reference("result_metric_id", "metrics", "被核对的指标", "The metric that is checked"),
            references(
                "part_metric_ids",
                "metrics",
                "参与计算的指标，次序依种类",
                "Its parts, in the order the kind asks for",
            ),
            enum("sense", "等于，或可以更大", "Equal, or may be larger", "= >="),
            decimal(
                "slack",
                "舍入之外允许的差",
                "How far it may lie off beyond rounding, in the unit of the result",
            ),
            *bilingual("text", "关系说明", "The relation in words"),
            *bilingual("tolerance_note", "为何可能有出入", "Why a published figure may lie off"),
        ),
        key=("relation_id",),
    ),
    Table(
        "preferences",
        "一区有几个数时先取哪个",
        "How one figure is preferred among several",
        (
            integer("ordinal", "准则次序", "Order of the criteria", low=1, high=99, unique=True),
            enum(
                "criterion",
                "准则",
                "Criterion",
                "status final_accounts qualifier reliability report_year_match published_on observation_id",
                unique=True,
            ),
            *bilingual("text", "准则说明", "The criterion in words"),
        ),
        key=("ordinal",),
        needs_rows=True,
    ),
    Table(
        "absences",
        "文件说明未公布或不适用的数值",
        "Figures a document says are not published or cannot exist",
        (
            METRIC,
            DISTRICT,
            *YEARS,
            enum(
                "kind", "未公布或不适用", "Not published, or not applicable", "not_published not_applicable"
            ),
            reference("document_id", "documents", "说明此事的文件", "The document that says so"),
            *bilingual("note", "说明", "Explanation"),
        ),
        key=("metric_id", "district_id", "year_from", "year_to"),
    ),
    Table(
        "synonyms",
        "人们对指标和维度的其他叫法，供搜索使用",
        "What people call metrics and dimensions besides, for the search",
        (
            text("term", "叫法，中文或英文", "The other name, in Chinese or English", longest=60),
            reference("metric_id", "metrics", "所指的指标", "The metric that is meant", required=False),
            reference(
                "dimension_id", "dimensions", "所指的维度", "The dimension that is meant", required=False
            ),
            enum(
                "view",
                "以何种方式显示；空为按公布数",
                "How it is to be shown; empty: as published",
                "per_10k per_km2 share",
                required=False,
            ),
        ),
        key=("term",),
        may_be_absent=True,
    ),
    Table(
        "releases",
        "数据集的各个版本",
        "Published versions of the dataset",
        (
            text(
                "version",
                "版本号，年.月，必要时再加.序号",
                "Version, year.month, with .number where needed",
                unique=True,
                pattern=r"\d{4}\.\d{2}(\.\d+)?",
            ),
            day("released_on", "发布日期", "Date of release"),
            *bilingual("text", "这一版有何变化", "What changed in it"),
        ),
        key=("version",),
        may_be_absent=True,
    ),
    Table(
        "state_rules",
        "任务和要求的状态按何规则判定，自上而下，第一条符合的为准",
        "By which rules tasks and requirements get their state: from above, the first that fits",
        (
            integer("ordinal", "规则序号", "Number of the rule", low=1, high=99, unique=True),
            enum(
                "evidence",
                "本区数据是否达到要求；any 为不论",
                "Whether the district's own figures satisfy the requirement; any: whichever",
                "any met not_met undecided none",
            ),
            enum(
                "timing",
                "期限：undated 无期限，open 一年以上，within_year 一年以内（含当日），passed 已过；any 为不论",
                "The date: none, more than a year away, within a year (that day included), passed; any: whichever",
                "any undated open within_year passed",
            ),
            identifier("state", "状态的标识", "Identifier of the state", unique=False),
            enum("level", "警示级别", "Alert level", "green amber red none"),
            text("sign", "状态的符号，颜色之外的标记", "Sign of the state, beside its colour", longest=2),
            *bilingual("name", "状态的名称", "Name of the state"),
            *bilingual("text", "规则的说明", "The rule in words"),
        ),
        key=("ordinal",),
        needs_rows=True,
        shipped=True,
    ),
)

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
