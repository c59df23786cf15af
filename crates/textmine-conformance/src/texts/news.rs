//! English as newspapers write it.

/// Sentences of every kind that analyzers of news look for: names, roles, numbers, quotes, tones, calls and letters.
pub(crate) const SENTENCES: &[&str] = &[
    "Prime Minister Helena Varga told reporters on Tuesday that the talks with Norway had “gone better than anyone hoped”.",
    "Her spokesman, Tomas Lind, declined to say whether she had spoken to President Okafor by phone.",
    "“We don't negotiate through newspapers,” Mr. Lind said, and hung up.",
    "Shares of Halden Energy Corp. fell 4.5% to $31.20 after the company warned of weak demand in the U.S.",
    "Nobody was hurt when the roof of St. Mary's Hospital collapsed at 3:15 a.m., firefighters said.",
    "The mayor wrote on Facebook that the city's schools would stay closed until March 3rd.",
    "Dr. Amina Yusuf, a doctor from Lagos, praised the brave volunteers who had brought food and medicine.",
    "Was it a mistake?",
    "The union e-mailed its 12,000 members, and some of them called the offer an insult.",
    "In a letter to the European Commission, seen by the Harbour Times, two ministers asked for €750m in aid.",
    "Critics say that the law is cruel, expensive and badly written; the government denies all of that.",
    "“No!” she shouted (twice), before the judge, Ian O'Neill, sent everyone home.",
    "Police have not found the 35-year-old's car – a red Volvo – nor her telephone.",
    "He'd have texted me, wouldn't he?",
    "Germany, France and Italy are expected to meet again in Geneva next week, their first meeting since 2019.",
    "It was a wonderful evening... until the lights went out.",
    "“I'm delighted,” said the winner, whose novel had been rejected 27 times.",
    "The ministry of health and the World Health Organization did not answer questions at www.example.org/press.",
    "Varga met Okafor's envoy at the embassy, according to three people who were not allowed to speak publicly.",
    "If the strike goes on, hospitals will have to cancel operations, the nurses' leader said on Channel 5.",
    "Follow @harbourtimes and #geneva for more.",
    "NATO and the EU have condemned the attack, which killed at least 40 people in the north of the country.",
    "Andrée Lefèvre, 61, who runs the BBC's office in Brussels, said the minister’s aides had sent her angry messages on WhatsApp.",
    "Neither the White House nor 10 Downing Street would confirm that the two leaders had talked on Sunday.",
    "“We were lucky. It could have been a disaster,” said Capt. R. J. Haugen. “The crew did everything right.”",
    "Inflation slowed to 2.1 per cent in September 2024, the lowest rate in three-and-a-half years, the I.M.F. reported.",
    "His lawyers called the charges “absurd and shameful”, but the court in The Hague upheld them 4–1.",
    "Supporters cheered, sang and wept as Ms. Lefèvre thanked them in French, English and Arabic.",
    "The US and UK ambassadors, both of whom had warned of ‘serious consequences’, left the hall without a word.",
    "Readers can write to letters@harbourtimes.example or ring +44 20 7946 0958 until 5 p.m.",
];

/// An article of a few kilobytes in paragraphs.
pub(crate) fn article() -> String {
    let paragraphs = SENTENCES.chunks(3).map(|sentences| sentences.join(" "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

/// Texts of different length and content, for runs that must not mix them up.
pub(crate) fn several() -> Vec<String> {
    let mut texts: Vec<String> = SENTENCES.chunks(4).map(|sentences| sentences.join(" ")).collect();
    texts.push(article());
    texts.push(String::new());
    texts.push(SENTENCES.iter().rev().copied().collect::<Vec<_>>().join("\n"));
    texts
}
