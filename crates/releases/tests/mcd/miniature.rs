//! The tables of the Medicare Coverage Database with a few invented rows, in the layout of the export.

/// The tables of a family (`lcd`, `article` or `ncd`) by their published names.
pub fn tables(family: &str) -> Vec<(&'static str, String)> {
    match family {
        "lcd" => [lcd_tables(), shared_tables()].concat(),
        "article" => [article_tables(), code_tables(), shared_tables()].concat(),
        _ => vec![("ncd_trkg.csv", ncds())],
    }
}

/// A table of these lines, its captions first.
fn lines(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\r\n")).collect()
}

/// A table of many columns: each row gives a few of them by their captions.
fn sparse(captions: &str, rows: &[&[(&str, &str)]]) -> String {
    let mut text = format!("{captions}\r\n");
    for row in rows {
        let cells: Vec<_> = captions
            .split(',')
            .map(|caption| {
                let given = row.iter().find(|(column, _)| *column == caption);
                quoted(given.map_or("", |(_, value)| value))
            })
            .collect();
        text += &format!("{}\r\n", cells.join(","));
    }
    text
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

fn lcd_tables() -> Vec<(&'static str, String)> {
    vec![
        ("lcd.csv", lcds()),
        (
            "lcd_x_hcpc_code.csv",
            lines(&[
                "lcd_id,lcd_version,hcpc_code_id,hcpc_code_version,hcpc_code_group,range,last_updated,long_description,short_description",
                "34000,5,A4000,2,1,N,2026-08-20 10:00:00,\"Invented, long\",Invented",
                "34000,5,A4001,2,1,N,2026-08-20 10:00:00,Invented too,Invented",
            ]),
        ),
        (
            "lcd_x_hcpc_code_group.csv",
            lines(&[
                "lcd_id,lcd_version,hcpc_code_group,paragraph,last_updated",
                "34000,5,1,<p>For supplies:</p>,2026-08-20 10:00:00",
                "34000,5,2,,2026-08-20 10:00:00",
            ]),
        ),
        (
            "lcd_x_contractor.csv",
            lines(&[
                "lcd_id,lcd_version,contractor_id,contractor_type_id,contractor_version,last_updated",
                "33631,46,900,8,1,2026-08-20 10:00:00",
                "34000,5,901,9,2,2026-08-20 10:00:00",
            ]),
        ),
        (
            "lcd_related_documents.csv",
            lines(&[
                "lcd_id,lcd_version,related_num,r_article_id,r_article_version,r_lcd_id,r_lcd_version,r_contractor_id,last_updated",
                "33631,46,1,53060,11,,,,2026-08-20 10:00:00",
                "33631,46,2,57000,,34000,5,900,2026-08-20 10:00:00",
                "33631,46,3,0,0,,,900,2026-08-20 10:00:00",
            ]),
        ),
        (
            "lcd_related_ncd_documents.csv",
            lines(&[
                "lcd_id,lcd_version,related_num,r_ncd_id,r_ncd_version,last_updated",
                "33631,46,1,9001,2,2026-08-20 10:00:00",
                "33631,46,2,9002,1,2026-08-20 10:00:00",
                "34000,5,1,0,0,2026-08-20 10:00:00",
            ]),
        ),
    ]
}

fn lcds() -> String {
    sparse(
        "lcd_id,lcd_version,title,determination_number,orig_det_eff_date,ent_det_end_date,rev_eff_date,rev_end_date,\
         indication,diagnoses_support,icd9_dont_support_para,icd9_dont_support_ast,diagnoses_dont_support,\
         coding_guidelines,doc_reqs,appendices,util_guide,source_info,adv_meeting,comment_start_dt,comment_end_dt,\
         notice_start_dt,rev_hist_num,history_exp,last_reviewed_on,status,last_updated,cms_cov_policy,display_id,\
         draft_contact,revenue_para,thirty_percent,keywords,associated_info,notice_end_dt,date_retired,\
         draft_released_date,source_lcd_id,add_icd10_info,icd10_doc,synopsis_changes,bibliography,\
         summary_of_evidence,analysis_of_evidence,mcd_publish_date,issue,issue_change,mac_initiated",
        &[
            &[
                ("lcd_id", "33631"),
                ("lcd_version", "46"),
                ("title", "Outpatient Invented &amp; Other Therapy"),
                ("orig_det_eff_date", "2015-10-01 00:00:00"),
                ("rev_eff_date", "2026-01-01 00:00:00"),
                (
                    "indication",
                    "<p>It is covered when:</p>\n<ol>\n<li>one, \"quoted\",</li>\n<li>two.</li></ol><p>Not otherwise.</p>",
                ),
                ("status", "A"),
                ("last_updated", "2026-08-20 09:30:00.123456"),
                ("display_id", "L33631"),
                ("icd10_doc", "True"),
            ],
            &[
                ("lcd_id", "34000"),
                ("lcd_version", "5"),
                ("title", "A Retired Invention"),
                ("orig_det_eff_date", "2015-10-01 00:00:00"),
                ("ent_det_end_date", "2025-09-30 00:00:00"),
                ("rev_end_date", "2025-06-30 00:00:00"),
                ("indication", "<p>Nothing.</p>"),
                ("status", "R"),
                ("last_updated", "2026-08-27 08:00:00"),
                ("date_retired", "2025-07-01 00:00:00"),
                ("icd10_doc", "True"),
            ],
        ],
    )
}

fn article_tables() -> Vec<(&'static str, String)> {
    vec![
        ("article.csv", articles()),
        (
            "article_x_contractor.csv",
            lines(&[
                "article_id,article_version,article_type,contractor_id,contractor_type_id,contractor_version,last_updated",
                "53060,12,10,900,8,1,2026-08-20 10:00:00",
                "53060,12,10,901,9,2,2026-08-20 10:00:00",
            ]),
        ),
        (
            "article_related_documents.csv",
            lines(&[
                "article_id,article_version,related_num,r_article_id,r_article_version,r_lcd_id,r_lcd_version,r_contractor_id,last_updated",
                "53060,12,1,,,33631,46,900,2026-08-20 10:00:00",
                "53060,12,2,57000,3,,,,2026-08-20 10:00:00",
            ]),
        ),
        (
            "article_related_ncd_documents.csv",
            lines(&[
                "article_id,article_version,related_num,r_ncd_id,r_ncd_version,last_updated",
                "53060,12,1,9001,2,2026-08-20 10:00:00",
                "57000,3,1,9001,1,2026-08-20 10:00:00",
            ]),
        ),
        (
            "article_type_lookup.csv",
            lines(&[
                "article_type_id,description,last_updated",
                "6,Exclusion List,2026-01-01 00:00:00",
                "10,Billing and Coding,2026-01-01 00:00:00",
            ]),
        ),
    ]
}

fn articles() -> String {
    sparse(
        "article_id,article_version,article_type,title,article_pub_date,article_eff_date,article_end_date,description,\
         other_comments,sad_url,status,last_updated,history_exp,key_article,icd9_covered_para,icd9_noncovered_para,\
         revenue_para,thirty_percent,article_rev_end_date,source_article_id,date_retired,keywords,icd10_doc,\
         add_icd10_info,cms_cov_policy,display_id,reference_article",
        &[
            &[
                ("article_id", "53060"),
                ("article_version", "12"),
                ("article_type", "10"),
                ("title", "Billing and Coding: Invented Therapy"),
                ("article_eff_date", "2019-10-01 00:00:00"),
                ("description", "<div>\n<p>Café rules apply.</p>\n</div>"),
                ("status", "A"),
                ("last_updated", "2026-08-25 12:00:00"),
                ("display_id", "A53060"),
                ("reference_article", "False"),
            ],
            &[
                ("article_id", "57000"),
                ("article_version", "3"),
                ("article_type", "77"),
                ("title", "An Article of an Unknown Kind"),
                ("article_eff_date", "2020-01-01 00:00:00"),
                ("article_end_date", "2024-12-31 00:00:00"),
                ("status", "R"),
                ("last_updated", "2024-12-31 12:00:00"),
                ("display_id", "A57000"),
                ("reference_article", "False"),
            ],
        ],
    )
}

fn code_tables() -> Vec<(&'static str, String)> {
    vec![
        (
            "article_x_hcpc_code.csv",
            lines(&[
                "article_id,article_version,hcpc_code_id,hcpc_code_version,hcpc_code_group,range,last_updated,long_description,short_description",
                "53060,12,97150,8,1,N,2026-08-20 10:00:00,\"Invented, long\",Invented",
                "53060,12,G0283,8,1,N,2026-08-20 10:00:00,Invented too,Invented",
            ]),
        ),
        (
            "article_x_hcpc_code_group.csv",
            lines(&[
                "article_id,article_version,hcpc_code_group,paragraph,last_updated",
                "53060,12,1,<p>For therapy:</p>,2026-08-20 10:00:00",
                "57000,3,1,<p>N/A</p>,2026-08-20 10:00:00",
            ]),
        ),
        (
            "article_x_hcpc_modifier.csv",
            lines(&[
                "article_id,article_version,hcpc_modifier_code_id,hcpc_modifier_code_version,hcpc_modifier_group,last_updated,description",
                "53060,12,GP,1,1,2026-08-20 10:00:00,Invented",
                "53060,12,KX,1,1,2026-08-20 10:00:00,Invented",
            ]),
        ),
        (
            "article_x_hcpc_modifier_group.csv",
            lines(&[
                "article_id,article_version,hcpc_modifier_group,paragraph,last_updated",
                "53060,12,1,<p>With a plan:</p>,2026-08-20 10:00:00",
                "57000,3,1,,2026-08-20 10:00:00",
            ]),
        ),
        (
            "article_x_icd10_covered.csv",
            lines(&[
                "article_id,article_version,icd10_code_id,icd10_code_version,icd10_covered_group,range,last_updated,sort_order,description,asterisk",
                "53060,12,M54.50,7,1,N,2026-08-20 10:00:00,1,\"Low, invented\",N",
                "53060,12,M54.59,7,1,N,2026-08-20 10:00:00,2,Other invented,Y",
                "53060,12,G80.0,7,2,N,2026-08-20 10:00:00,1,Invented palsy,N",
                "53060,12,XX000,1,2,N,2026-08-20 10:00:00,2,Not Applicable,N",
            ]),
        ),
        (
            "article_x_icd10_covered_group.csv",
            lines(&[
                "article_id,article_version,icd10_covered_group,paragraph,last_updated,icd10_covered_ast",
                "53060,12,1,\"<p>Back pain:</p>\n<ul><li>first,</li><li>second.</li></ul>\",2026-08-20 10:00:00,<p>* Only with a second code.</p>",
                "53060,12,2,,2026-08-20 10:00:00,",
            ]),
        ),
        (
            "article_x_icd10_noncovered.csv",
            lines(&[
                "article_id,article_version,icd10_code_id,icd10_code_version,icd10_noncovered_group,range,last_updated,sort_order,description",
                "53060,12,R52,7,1,N,2026-08-20 10:00:00,1,Invented pain",
                "53060,12,Z00.00,7,1,N,2026-08-20 10:00:00,2,Invented examination",
            ]),
        ),
        (
            "article_x_icd10_noncovered_group.csv",
            lines(&[
                "article_id,article_version,icd10_noncovered_group,paragraph,last_updated",
                "53060,12,1,<p>Never alone.</p>,2026-08-20 10:00:00",
                "57000,3,1,,2026-08-20 10:00:00",
            ]),
        ),
        (
            "article_x_icd10_pcs_code.csv",
            lines(&[
                "article_id,article_version,range,last_updated,sort_order,icd10_pcs_code_id,icd10_pcs_code_version,icd10_pcs_code_group,description",
                "53060,12,N,2026-08-20 10:00:00,1,0SRC0J9,1,1,Invented replacement",
                "53060,12,N,2026-08-20 10:00:00,2,0SRD0J9,1,1,Invented replacement",
            ]),
        ),
        (
            "article_x_icd10_pcs_code_group.csv",
            lines(&[
                "article_id,article_version,last_updated,icd10_pcs_code_group,paragraph",
                "53060,12,2026-08-20 10:00:00,1,<p>In hospitals.</p>",
                "57000,3,2026-08-20 10:00:00,1,",
            ]),
        ),
        (
            "article_x_bill_code.csv",
            lines(&[
                "article_id,article_version,bill_code_id,bill_code_version,last_updated,description",
                "53060,12,012x,1,2026-08-20 10:00:00,Invented",
                "53060,12,013x,1,2026-08-20 10:00:00,Invented",
            ]),
        ),
        (
            "article_x_revenue_code.csv",
            lines(&[
                "article_id,article_version,revenue_code_id,revenue_code_version,range,last_updated,description",
                "53060,12,0420,1,B,2026-08-20 10:00:00,Invented",
                "53060,12,0429,1,E,2026-08-20 10:00:00,Invented",
            ]),
        ),
    ]
}

/// What the exports of LCDs and of articles both hold.
fn shared_tables() -> Vec<(&'static str, String)> {
    vec![
        ("contractor.csv", contractors()),
        (
            "contractor_jurisdiction.csv",
            lines(&[
                "contractor_id,contractor_type_id,contractor_version,state_id,last_updated,active_date,term_date",
                "900,8,1,24,2026-08-01 00:00:00,2014-01-01 00:00:00,",
                "900,8,1,63,2026-08-01 00:00:00,2014-01-01 00:00:00,2026-08-27 00:00:00",
                "900,8,1,51,2026-08-01 00:00:00,2014-01-01 00:00:00,2026-08-26 00:00:00",
                "901,9,2,70,2026-08-01 00:00:00,2026-08-28 00:00:00,",
                "901,9,2,99,2026-08-01 00:00:00,,",
            ]),
        ),
        (
            "state_lookup.csv",
            lines(&[
                "state_id,state_abbrev,description",
                "24,MA,Massachusetts",
                "51,TX,Texas",
                "63,DN,New York - Downstate",
                "70,,Somewhere",
            ]),
        ),
    ]
}

fn contractors() -> String {
    sparse(
        "contractor_id,contractor_type_id,contractor_version,contractor_bus_name,contractor_number,dmerc_rgn,address1,\
         address2,address3,city,state_id,zipcode,phone,fax,status,last_updated,url,email,ignore,status_flag,cmd_name,\
         cmd_title,contractor_subtype_id",
        &[
            &[
                ("contractor_id", "900"),
                ("contractor_type_id", "8"),
                ("contractor_version", "1"),
                ("contractor_bus_name", "Invented &amp; Sons, Inc."),
                ("contractor_number", "14112"),
                ("state_id", "24"),
            ],
            &[
                ("contractor_id", "901"),
                ("contractor_type_id", "9"),
                ("contractor_version", "2"),
                ("contractor_bus_name", "Another Invented Company"),
                ("contractor_number", "18003"),
                ("state_id", "51"),
            ],
        ],
    )
}

fn ncds() -> String {
    sparse(
        "NCD_id,NCD_vrsn_num,natl_cvrg_type,cvrg_lvl_cd,NCD_mnl_sect,NCD_mnl_sect_title,NCD_efctv_dt,NCD_impltn_dt,\
         NCD_trmntn_dt,itm_srvc_desc,indctn_lmtn,xref_txt,othr_txt,trnsmtl_num,trnsmtl_issnc_dt,trnsmtl_url,\
         chg_rqst_num,pblctn_cd,rev_hstry,under_rvw,creatd_tmstmp,last_updt_tmstmp,last_clrnc_tmstmp,NCD_lab,\
         ncd_keyword,NCD_AMA",
        &[
            &[
                ("NCD_id", "9001"),
                ("NCD_vrsn_num", "2"),
                ("natl_cvrg_type", "True"),
                ("cvrg_lvl_cd", "4"),
                ("NCD_mnl_sect", "240.4.10"),
                ("NCD_mnl_sect_title", "Invented Monitoring"),
                ("NCD_efctv_dt", "2009-03-03 00:00:00"),
                ("itm_srvc_desc", "<p>From the general section.</p>"),
                ("indctn_lmtn", "<p>&nbsp;</p> "),
                ("rev_hstry", "<p>First,\nthen second.</p>"),
                ("last_updt_tmstmp", "2026-08-20 10:00:00"),
                ("last_clrnc_tmstmp", "2026-08-28 11:49:28.133000"),
                ("NCD_AMA", "False"),
            ],
            &[
                ("NCD_id", "9002"),
                ("NCD_vrsn_num", "1"),
                ("natl_cvrg_type", "True"),
                ("cvrg_lvl_cd", "3"),
                ("NCD_mnl_sect", "20.97"),
                ("NCD_mnl_sect_title", "Invented Sleep - RETIRED"),
                ("NCD_efctv_dt", "2023-04-10 00:00:00"),
                ("NCD_trmntn_dt", "2021-01-01 00:00:00"),
                ("indctn_lmtn", "<p>It was removed.</p>"),
                ("last_updt_tmstmp", "2023-05-01 10:00:00"),
                ("last_clrnc_tmstmp", "2023-05-01 10:00:00"),
                ("NCD_AMA", "False"),
            ],
            &[
                ("NCD_id", "9003"),
                ("NCD_vrsn_num", "1"),
                ("natl_cvrg_type", "True"),
                ("cvrg_lvl_cd", "3"),
                ("NCD_mnl_sect", "50.98"),
                ("NCD_mnl_sect_title", "Invented Masking - <em>RETIRED</em>"),
                ("NCD_efctv_dt", "2014-12-18 00:00:00"),
                ("indctn_lmtn", "<p>It was removed.</p>"),
                ("last_updt_tmstmp", "2014-12-18 10:00:00"),
                ("last_clrnc_tmstmp", "2014-12-18 10:00:00"),
                ("NCD_AMA", "False"),
            ],
        ],
    )
}
