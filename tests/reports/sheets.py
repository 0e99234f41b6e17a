"""Synthetic sheets for the tests of paper: every person and value in them is invented."""

import hashlib

from ltm_desktop.app.paper import AmountLine, Field, Section, Sheet, SignatureSlot

QR_TEXT = "".join(chr(33 + (i * 37) % 88) for i in range(350)).replace("\\", "~")
SLOTS = (
    SignatureSlot("Administered", "Administered the dose", "Nurse A (synthetic)"),
    SignatureSlot("Checked", "Checked independently", "Nurse C (synthetic)", "23-Nov-2026 11:31"),
    SignatureSlot("Approved", "Approved by the physician"),
)
SLOTS_ZH = (
    SignatureSlot("Administered", "给药", "护士 甲（虚构）"),
    SignatureSlot("Checked", "独立核对", "护士 丙（虚构）", "2026年11月23日 11:31"),
    SignatureSlot("Approved", "医师审批"),
)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def english(**changes: object) -> Sheet:
    """A whole English record of one dose."""
    values: dict[str, object] = {
        "title": "Record of an intrathecal dose",
        "site_line": "Example Cancer Hospital, site S01 — NCT05305885, protocol version 2",
        "kind_banner": "DEMONSTRATION — synthetic data",
        "patient": (
            Field("Name", "DEMO, Alpha (Ms) / 演示 阿"),
            Field("Born", "12-Mar-1961 (65 y)"),
            Field("Sex", "Female"),
            Field("Subject", "S01-014"),
            Field("Hospital no.", "00281934"),
            Field("Arm — study day", "Pemetrexed + radiotherapy — day 22"),
        ),
        "amount_line": AmountLine("pemetrexed", "10\u00a0mg", "intrathecal, Ommaya reservoir"),
        "sections": (
            Section(
                "Plan",
                (
                    Field("Planned dose", "6 of 8"),
                    Field("Scheduled", "23-Nov-2026 11:30"),
                    Field("Window", "21-Nov-2026 to 25-Nov-2026"),
                    Field("Prescribed by", "Physician P (synthetic), 22-Nov-2026 14:05"),
                ),
            ),
            Section(
                "Preparation and check",
                (
                    Field("Product", "Example product, lot A2291, expires 30-Jun-2027"),
                    Field("Syringe", "10\u00a0mg in 4\u00a0mL, use by 23-Nov-2026 16:58"),
                    Field("Prepared by", "Pharmacist B (synthetic), 23-Nov-2026 10:58"),
                    Field("Identity", "Wristband scanned, name and birth date asked"),
                    Field("Read aloud", "Patient, drug, DOSE, route, expiry; 23-Nov-2026 11:33"),
                ),
            ),
            Section(
                "Administration",
                (
                    Field("Outcome", "Given completely", emphasis=True),
                    Field("Injection started", "23-Nov-2026 11:36", emphasis=True),
                    Field("Injection ended", "23-Nov-2026 11:41"),
                    Field("Given by", "Nurse A (synthetic)"),
                    Field("Access", "Ommaya reservoir, right frontal"),
                    Field("Site inspected", "Intact"),
                    Field("Access needle", "25 G non-coring"),
                    Field("CSF withdrawn", "5\u00a0mL"),
                    Field("CSF appearance", "Clear"),
                    Field("Volume injected", "4\u00a0mL"),
                    Field("Flush", "1\u00a0mL"),
                    Field("Recorded", "23-Nov-2026 11:44 +08:00"),
                ),
            ),
            Section(
                "Before this dose",
                (
                    Field("Platelets", "142 per nL, 23-Nov-2026 07:10"),
                    Field("Neutrophils", "2.1 per nL, 23-Nov-2026 07:10"),
                    Field("Creatinine clearance", "84\u00a0mL per min"),
                    Field("Since last dose", "6d 22hr"),
                ),
            ),
        ),
        "notes": ("Mild headache before the dose, grade 1. Acknowledged by Physician P.",),
        "signatures": SLOTS,
        "record_id": "adm-5f3k2q9w",
        "body_digest": digest("body"),
        "head_seq": 4812,
        "head_hash": digest("head"),
        "qr_text": QR_TEXT,
        "language": "en",
    }
    return Sheet(**{**values, **changes})  # type: ignore[arg-type]  # a builder's free keywords


def chinese(**changes: object) -> Sheet:
    """A whole Chinese record of one dose."""
    values: dict[str, object] = {
        "title": "鞘内给药记录",
        "site_line": "示例肿瘤医院，中心 S01 — NCT05305885，方案第 2 版",
        "kind_banner": "演示 — 虚构数据",
        "patient": (
            Field("姓名", "DEMO, Alpha (Ms) / 演示 阿"),
            Field("出生日期", "1961年3月12日（65岁）"),
            Field("性别", "女"),
            Field("受试者编号", "S01-014"),
            Field("住院号", "00281934"),
            Field("组别 — 研究日", "培美曲塞联合放疗 — 第 22 天"),
        ),
        "amount_line": AmountLine(
            "培美曲塞 pemetrexed", "10\u00a0mg", "鞘内，Ommaya 储液囊", dose_label="剂量 DOSE"
        ),
        "sections": (
            Section(
                "计划",
                (
                    Field("计划剂次", "第 6 次，共 8 次"),
                    Field("预定时间", "2026年11月23日 11:30"),
                    Field("时间窗", "2026年11月21日至2026年11月25日"),
                    Field("处方医师", "医师 P（虚构），2026年11月22日 14:05"),
                ),
            ),
            Section(
                "给药",
                (
                    Field("结果", "全量给药", emphasis=True),
                    Field("开始注射", "2026年11月23日 11:36", emphasis=True),
                    Field("结束注射", "2026年11月23日 11:41"),
                    Field("给药者", "护士 甲（虚构）"),
                    Field("途径", "Ommaya 储液囊，右额"),
                    Field("局部检查", "完好"),
                    Field("抽出脑脊液", "5\u00a0mL"),
                    Field("脑脊液外观", "清亮"),
                    Field("注入容量", "4\u00a0mL"),
                    Field("记录时间", "2026年11月23日 11:44 +08:00"),
                ),
            ),
        ),
        "notes": ("给药前轻度头痛，1 级，医师 P 已知悉；继续按计划给药，给药后平卧观察。",),
        "signatures": SLOTS_ZH,
        "record_id": "adm-5f3k2q9w",
        "body_digest": digest("body"),
        "head_seq": 4812,
        "head_hash": digest("head"),
        "qr_text": QR_TEXT,
        "language": "zh_CN",
    }
    return Sheet(**{**values, **changes})  # type: ignore[arg-type]  # a builder's free keywords
