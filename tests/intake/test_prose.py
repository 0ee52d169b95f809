"""What prose gives: numbers as exact as they are said, labels, periods, scopes; and what is not offered."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from intake.proposal import DocumentFacts
from intake.prose import clauses, figures_in
from intake.reading.text_file import document_of
from tests.intake.reading_texts import OF_2024, bounds, figures, one, proposed


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "qualifier", "unit"),
    [
        ("行政处罚42起。", "42", "42", "42", "exact", "起"),
        ("行政处罚 42 起。", "42", "42", "42", "exact", "起"),
        ("行政处罚４２起。", "42", "42", "42", "exact", "起"),
        ("检查4,512次。", "4512", "4512", "4512", "exact", "次"),
        ("接入单位500余家。", "500", "500", None, "at_least", "家"),
        ("服务3万多人次。", "30000", "30000", None, "at_least", "人次"),
        ("罚款300多万元。", "300", "300", None, "at_least", "万元"),
        ("投资1.5千亿元。", "1500", "1500", "1500", "exact", "亿元"),
        ("办件约14.6万件。", "146000", "145500", "146500", "approx", "件"),
        ("解决诉求近80个。", "80", "75", "80", "approx", "个"),
        ("满意率超95%。", "95", "95", "100", "at_least", "%"),
        ("失业率控制在3.6%以内。", "3.6", "0", "3.6", "at_most", "%"),
        ("不足100人参加。", "100", "0", "100", "at_most", "人"),
        ("增速10%左右。", "10", "9.5", "10.5", "approx", "%"),
        ("提速3至5倍。", "3", "3", "5", "approx", "倍"),
        ("合格率达到百分之九十八点五。", "98.5", "98.5", "98.5", "exact", "%"),
        ("合格率达到百分之100。", "100", "100", "100", "exact", "%"),
        ("评选十大典型案例。", "10", "10", "10", "exact", "个"),
        ("推出二十六项举措。", "26", "26", "26", "exact", "项"),
        ("发放资料两万余份。", "20000", "20000", None, "at_least", "份"),
        ("发放资料一万二千份。", "12000", "12000", "12000", "exact", "份"),
        ("程序违法、证据不足4件。", "4", "4", "4", "exact", "件"),
        ("新建场所120㎡。", "120", "120", "120", "exact", "平方米"),
        ("节约100万元。", "100", "100", "100", "exact", "万元"),
    ],
)
def test_numbers_are_as_exact_as_they_are_said(
    text: str, value: str, low: str | None, high: str | None, qualifier: str, unit: str
) -> None:
    expected = (D(value), low and D(low), high and D(high), qualifier, unit)
    assert bounds(text) == expected


def test_percent_and_percentage_points_are_told_apart() -> None:
    assert [p.unit_zh for p in proposed("满意率99.9%，提高2.1个百分点。")] == ["%", "个百分点"]


@pytest.mark.parametrize(
    "text",
    [
        "2024年12月25日召开会议。",
        "依据第四十四条办理。",
        "印发云政办发〔2024〕12号文件。",
        "咨询电话：010-66001234",
        "拨打12345热线。",
        "推进一网通办，落实三项制度，树立四个意识。",
        "打造“15分钟便民圈”，落实“1+4”文件。",
        "学习《2024年3项任务清单》。",
        "实行7×24小时值守。",
        "第3批试点。",
        "网站标识码：1201160049",
        "下一步，建设学校3所。",
        "力争新建学校3所。",
        "2025年，建成学校3所。",
    ],
)
def test_what_is_no_figure_of_what_is_is_not_offered(text: str) -> None:
    assert proposed(text) == []


def test_a_list_is_given_its_numbers_one_each() -> None:
    text = "第一、第二、第三产业增加值分别为3.1亿元、198.2亿元和380.3亿元，分别增长1.2%、3.8%和5.6%。"
    assert figures(text) == [
        ("第一产业增加值", "3.1亿元"),
        ("第二产业增加值", "198.2亿元"),
        ("第三产业增加值", "380.3亿元"),
        ("第一产业增加值增长", "1.2%"),
        ("第二产业增加值增长", "3.8%"),
        ("第三产业增加值增长", "5.6%"),
    ]


def test_a_unit_said_once_holds_for_the_whole_list() -> None:
    assert figures("受理、审结、调解分别为12、15和20件。") == [
        ("受理", "12件"),
        ("审结", "15件"),
        ("调解", "20件"),
    ]


def test_a_list_that_does_not_fit_is_said_to_be_unclear() -> None:
    found = proposed("各项工作分别为12件、15件和20件。")
    assert len(found) == 3
    assert all(any("分别" in warning.zh for warning in p.warnings) for p in found)


def test_one_number_for_several_rates_is_proposed_for_each() -> None:
    found = proposed("及时受理率、按时办结率和化解率均为100%。")
    assert [p.label for p in found] == ["及时受理率", "按时办结率", "化解率"]
    assert len({p.char_start for p in found}) == 1


def test_a_bare_growth_belongs_to_the_clause_before_and_a_fall_is_negative() -> None:
    text = "一般公共预算收入60.09亿元，增长5.1％，其中税收收入45亿元，同比下降2.3%。"
    assert figures(text) == [
        ("一般公共预算收入", "60.09亿元"),
        ("一般公共预算收入增长", "5.1%"),
        ("税收收入", "45亿元"),
        ("税收收入下降", "-2.3%"),
    ]


def test_growths_of_what_was_stated_just_before_follow_its_order() -> None:
    text = "进出口总额70.5亿元，其中出口48亿元，增速分别为9.6%、12.2%。"
    assert figures(text)[2:] == [("进出口总额增长", "9.6%"), ("出口增长", "12.2%")]


def test_a_bare_share_belongs_to_what_was_stated_before() -> None:
    assert figures("维持35件，占31.8%。")[1] == ("维持占比", "31.8%")


def test_what_was_before_a_change_is_not_offered() -> None:
    assert figures("执法人员由320名增加到356名。") == [("执法人员", "356名")]


def test_what_is_reached_and_what_is_new_is_no_growth() -> None:
    assert figures("满意度提升至98%。")[0][1] == "98%"
    assert figures("新增3家机构。")[0][0].startswith("新增")


@pytest.mark.parametrize(
    ("text", "start", "end", "basis"),
    [
        ("办理案件3件。", "2024-01-01", "2024-12-31", "year"),
        ("截至2024年底，有社区3个。", "2024-12-31", "2024-12-31", "as_of"),
        ("截至12月25日，检查3次。", "2024-12-25", "2024-12-25", "as_of"),
        ("上半年，检查3次。", "2024-01-01", "2024-06-30", "half_year"),
        ("1—11月，检查3次。", "2024-01-01", "2024-11-30", "part_year"),
        ("2024年1-11月检查3次。", "2024-01-01", "2024-11-30", "part_year"),
        ("前三季度检查3次。", "2024-01-01", "2024-09-30", "part_year"),
        ("2023年检查3次。", "2023-01-01", "2023-12-31", "year"),
        ("五年来，检查3次。", "2020-01-01", "2024-12-31", "multi_year"),
        ("“十三五”期间，检查3次。", "2016-01-01", "2020-12-31", "multi_year"),
        ("2021—2023年检查3次。", "2021-01-01", "2023-12-31", "multi_year"),
        ("近三年，检查3次。", "2022-01-01", "2024-12-31", "multi_year"),
        ("前5个月检查3次。", "2024-01-01", "2024-05-31", "part_year"),
        ("自2022年3月启用以来，检查3次。", "2022-03-01", "2024-12-31", "cumulative"),
        ("较2023年的3次增加。", "2023-01-01", "2023-12-31", "year"),
        ("较去年同期3次增加。", "2023-01-01", "2023-12-31", "year"),
        ("与2023年相比，检查3次。", "2024-01-01", "2024-12-31", "year"),
    ],
)
def test_words_of_the_text_override_the_period_of_the_document(
    text: str, start: str, end: str, basis: str
) -> None:
    found = one(text)
    assert found.period == (start, end, basis)
    assert bool(found.warnings) == (found.period != ("2024-01-01", "2024-12-31", "year"))


def test_without_a_year_a_figure_is_dated_to_its_publication_or_not_at_all() -> None:
    assert one("检查3次。", DocumentFacts(published_on="2025-05-31")).period == (
        "2025-05-31",
        "2025-05-31",
        "as_published",
    )
    assert one("检查3次。", DocumentFacts()).period == ("", "", "")


@pytest.mark.parametrize(
    ("text", "start", "end", "basis"),
    [
        ("今年前5个月，检查3次。", "2025-01-01", "2025-05-31", "part_year"),
        ("今年一季度检查3次。", "2025-01-01", "2025-03-31", "part_year"),
        ("今年检查3次。", "2025-01-01", "2025-06-18", "part_year"),
        ("今年以来，检查3次。", "2025-01-01", "2025-06-18", "part_year"),
        ("去年上半年检查3次。", "2024-01-01", "2024-06-30", "half_year"),
        ("截至去年底，检查3次。", "2024-12-31", "2024-12-31", "as_of"),
        ("自2024年5月成立以来，检查3次。", "2024-05-01", "2025-06-18", "cumulative"),
    ],
)
def test_of_what_reports_on_no_year_this_year_is_that_of_its_publication(
    text: str, start: str, end: str, basis: str
) -> None:
    assert one(text, DocumentFacts(published_on="2025-06-18")).period == (start, end, basis)


def test_each_period_of_a_list_is_given_its_number() -> None:
    found = proposed("2022年、2023年分别受理12件、15件。")
    assert [(p.label, p.value, p.period.end) for p in found] == [
        ("受理", D(12), "2022-12-31"),
        ("受理", D(15), "2023-12-31"),
    ]


def test_of_what_is_compared_only_the_number_beside_the_year_is_of_it() -> None:
    found = proposed("败诉率由2023年的7.1%降至4.6%，收案较2023年的30件减少8件。")
    assert [(p.value, p.period.end[:4]) for p in found] == [
        (D("7.1"), "2023"),
        (D("4.6"), "2024"),
        (D(30), "2023"),
        (D(-8), "2024"),
    ]


def test_a_share_in_tenths_is_rounded() -> None:
    assert bounds("占六成。") == (D(60), D(55), D(65), "approx", "%")
    assert bounds("近六成。") == (D(60), D(55), D(60), "approx", "%")
    assert bounds("三成以上。") == (D(30), D(30), D(100), "at_least", "%")
    assert proposed("建成投用，完成任务，形成合力。") == []


def test_a_share_belongs_to_what_was_stated_before_however_often_it_stands() -> None:
    text = "处罚类30件，占比31%；投诉类30件，占比31%。"
    assert [label for label, _ in figures(text)] == ["处罚类", "处罚类占比", "投诉类", "投诉类占比"]


def test_a_cumulated_figure_is_asked_about() -> None:
    assert "累计" in one("累计检查3次。").warnings[0].zh


def test_scopes_are_proposed_and_asked() -> None:
    assert one("检查3次。").scope == "district"
    own = one("我局检查3次。", OF_2024._replace(publisher_zh="云川区司法局"))
    assert (own.scope, own.scope_name_zh) == ("department", "云川区司法局")
    assert own.warnings
    street = one("梅园街道检查3次。")
    assert (street.scope, street.scope_name_zh) == ("area", "梅园街道")
    assert "全国" in one("入选全国104个工作法。").warnings[0].zh


def test_of_an_office_s_report_only_what_names_the_whole_district_is_of_it() -> None:
    facts = OF_2024._replace(scope="department", scope_name_zh="区司法局")
    assert one("检查3次。", facts).scope_name_zh == "区司法局"
    assert one("全区检查3次。", facts).scope == "district"


def test_what_is_expected_is_an_estimate_and_what_is_completed_is_not() -> None:
    expected = one("预计全年投资450亿元。")
    assert (expected.status, expected.qualifier, expected.value_low, expected.value_high) == (
        "estimate", "approx", D(445), D(455),
    )  # fmt: skip
    assert proposed("预计投资450亿元，已完成400亿元。")[1].status == "actual"


def test_targets_are_offered_of_plans_only_and_marked() -> None:
    facts = DocumentFacts(kind="plan", period_start="2021-01-01", period_end="2025-12-31")
    found = one("每年听取汇报不少于一次。", facts)
    assert (found.value, found.unit_zh, found.qualifier, found.status) == (
        D(1),
        "次/年",
        "at_least",
        "estimate",
    )
    assert found.period == ("2021-01-01", "2025-12-31", "multi_year")
    assert "目标" in found.warnings[0].zh


def test_a_text_that_stands_twice_is_offered_once() -> None:
    text = "全年办理案件12件，检查30次。"
    assert len(proposed(f"{text}\n{text}")) == 2


def test_the_wording_is_short_and_stands_in_the_text() -> None:
    text = "依托各级公共法律服务平台和各类调解组织以及志愿者队伍全年累计接待来访群众咨询共计12345人次其中老年人占大多数"
    (found,) = proposed(text)
    assert len(found.as_written) <= 30
    assert found.as_written in text
    assert "12345人次" in found.as_written


def test_figures_of_a_clause_by_itself() -> None:
    (clause,) = clauses(document_of("行政处罚42起(其中简易程序30起、普通(一般)程序12起)", ""))
    assert [(f.label, f.value) for f in figures_in(clause)] == [
        ("行政处罚", D(42)),
        ("简易程序", D(30)),
        ("普通(一般)程序", D(12)),
    ]
