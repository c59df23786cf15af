//! Each channel with its words, and their other senses.
use super::check;

#[test]
fn rarer_words_of_channels_are_known() {
    check(&[
        ("Brandt rang Okafor after the vote.", "phone [rang] actual: Brandt → Okafor"),
        ("Okafor FaceTimed his daughter.", "video [FaceTimed] actual: with Okafor, daughter"),
        ("Lind DMed the singer on Instagram.", "messaging_app [DMed] actual: Lind → singer via Instagram"),
        (
            "The staff exchanged Slack messages with Lind.",
            "messaging_app [Slack messages] actual: with staff, Lind via Slack",
        ),
        ("The bloc held a virtual summit on Tuesday.", "video [virtual summit] actual: with bloc"),
        ("Brandt penned an open letter to the king.", "letter [open letter] actual: Brandt → king"),
        ("The chancellor sent a memo to staff.", "letter [memo] actual: chancellor → staff"),
        (
            "Okafor posted on Truth Social that the plan had failed.",
            "social_media [posted] actual: Okafor → ? via Truth Social",
        ),
        ("Lind took to Twitter to attack Okafor.", "social_media [Twitter] actual: Lind → ? via Twitter"),
        ("Lind sat down with Okafor for two hours.", "meeting [sat down] actual: with Lind, Okafor"),
        ("Brandt was interviewed by the FBI in May.", "meeting [interviewed] actual: with FBI, Brandt"),
        ("Okafor told CNN's Mia Tan that he would run.", "media [told] actual: Okafor → Mia Tan via CNN"),
        ("Brandt relayed a message from Lind to Okafor.", "intermediary [relayed] actual: Lind → Okafor"),
        (
            "The rebels communicated with the army via intermediaries.",
            "intermediary [intermediaries] actual: rebels → army",
        ),
        ("Okafor hung up the phone.", ""),
    ]);
}

#[test]
fn calls_are_phone() {
    check(&[
        ("Ana Ito phoned the governor on Friday.", "phone [phoned] actual: Ana Ito → governor"),
        (
            "The bank's chairman called Mr. Ngata twice that night.",
            "phone [called] actual: bank's chairman → Ngata",
        ),
        ("Neighbours dialled 999 when they saw the smoke.", "phone [dialled] actual: Neighbours → 999"),
        ("Rosa Lind left a voicemail for the mayor.", "phone [voicemail] actual: Rosa Lind → mayor"),
        ("The two ministers held a conference call.", "phone [conference call] actual: with ministers"),
        ("They spoke by telephone.", "phone [telephone] actual: with They"),
        ("Police were called to the harbour.", "phone [called] actual: ? → Police"),
    ]);
}

#[test]
fn other_senses_of_call_are_not() {
    check(&[
        ("Critics called the budget a disgrace.", ""),
        ("She called him reckless.", ""),
        ("The plan was called into question.", ""),
        ("The senator called for a boycott.", ""),
        ("He called off the parade.", ""),
        ("The so-called reformers lost.", ""),
        ("The roll call lasted an hour.", ""),
        ("The race is too close to call.", ""),
        ("A firm called Hallberg Systems built the bridge.", ""),
        ("It was a close call.", ""),
        ("Her phone number was stolen.", ""),
    ]);
}

#[test]
fn texts_are_text() {
    check(&[
        ("Lind texted Okafor at midnight.", "text [texted] actual: Lind → Okafor"),
        ("The coach sent her a text message.", "text [text message] actual: coach → her"),
        ("The two brothers exchanged dozens of texts.", "text [texts] actual: with brothers"),
        ("He replied by text.", "text [text] actual: He → ?"),
    ]);
}

#[test]
fn other_senses_of_text_are_not() {
    check(&[
        ("The text of the treaty is short.", ""),
        ("Monks copied ancient texts.", ""),
        ("The party wants to send a clear message.", ""),
    ]);
}

#[test]
fn apps_are_messaging() {
    check(&[
        ("Okafor messaged Lind on WhatsApp.", "messaging_app [messaged] actual: Okafor → Lind via WhatsApp"),
        ("The aides coordinated over Signal.", "messaging_app [Signal] actual: with aides via Signal"),
        (
            "Lind sent Okafor a WhatsApp message.",
            "messaging_app [WhatsApp message] actual: Lind → Okafor via WhatsApp",
        ),
        (
            "The ministers used Telegram to contact the rebels.",
            "messaging_app [Telegram] actual: ministers → rebels via Telegram",
        ),
        ("The lawyers traded jokes in a group chat.", "messaging_app [group chat] actual: with lawyers"),
    ]);
}

#[test]
fn apps_as_topic_are_not() {
    check(&[
        ("Signal was founded by cryptographers.", ""),
        ("The court signaled a change.", ""),
        ("WhatsApp raised its prices.", ""),
    ]);
}

#[test]
fn video_is_video() {
    check(&[
        ("The cabinet met online on Monday.", "video [met online] actual: with cabinet"),
        ("Lind joined a video call with Okafor.", "video [video call] actual: with Lind, Okafor"),
        ("The two presidents talked via Zoom.", "video [Zoom] actual: with presidents via Zoom"),
    ]);
}

#[test]
fn other_senses_of_video_are_not() {
    check(&[("The camera zoomed in on the crowd.", ""), ("Virtually all members agreed.", "")]);
}

#[test]
fn email_is_email() {
    check(&[
        ("Lind emailed the committee.", "email [emailed] actual: Lind → committee"),
        ("Okafor said in an email that the deal was dead.", "email [email] actual: Okafor → ?"),
        ("The widow sent an e-mail to the bishop.", "email [e-mail] actual: widow → bishop"),
    ]);
}

#[test]
fn email_as_thing_is_not() {
    check(&[("The email server was old.", ""), ("Her email address was published.", "")]);
}

#[test]
fn letters_are_letter() {
    check(&[
        ("Fifty bishops wrote to the pope.", "letter [wrote] actual: bishops → pope"),
        ("In a letter to the regulator, Okafor denied it.", "letter [letter] actual: Okafor → regulator"),
        (
            "Lind delivered a handwritten note from her father to the judge.",
            "letter [handwritten note] actual: father → judge",
        ),
    ]);
}

#[test]
fn other_senses_of_letter_are_not() {
    check(&[
        ("He obeyed the letter of the law.", ""),
        ("The word has seven letters.", ""),
        ("They signed a letter of intent.", ""),
    ]);
}

#[test]
fn posts_are_social() {
    check(&[
        ("Lind tweeted that she was leaving.", "social_media [tweeted] actual: Lind → ?"),
        ("Okafor announced the deal on Facebook.", "social_media [Facebook] actual: Okafor → ? via Facebook"),
        ("In a tweet, the mayor thanked the nurses.", "social_media [tweet] actual: mayor → nurses"),
        ("The singer posted a video on Instagram.", "social_media [posted] actual: singer → ? via Instagram"),
    ]);
}

#[test]
fn other_senses_of_post_are_not() {
    check(&[
        ("He resigned from his post.", ""),
        ("The Denver Post printed it.", ""),
        ("The post-war years were hard.", ""),
        ("Twitter is a company.", ""),
    ]);
}

#[test]
fn meetings_are_meeting() {
    check(&[
        ("Lind met with Okafor in Oslo.", "meeting [met] actual: with Lind, Okafor"),
        ("The leaders of Peru and Chile held talks.", "meeting [talks] actual: with leaders"),
        (
            "The king hosted the premier for a state dinner.",
            "meeting [state dinner] actual: with king, premier",
        ),
        ("Okafor played golf with the sultan.", "meeting [played golf] actual: with Okafor, sultan"),
        ("Detectives questioned the driver.", "meeting [questioned] actual: with Detectives, driver"),
        ("Chancellor Brandt visited the premier.", "meeting [visited] actual: with Brandt, premier"),
    ]);
}

#[test]
fn other_senses_of_meet_are_not() {
    check(&[
        ("The factory met its targets.", ""),
        ("The proposal was met with scorn.", ""),
        ("She plays golf well.", ""),
        ("The meeting room was locked.", ""),
    ]);
}

#[test]
fn media_is_media() {
    check(&[
        ("Lind told the Daily Courier that prices would rise.", "media [told] actual: Lind → Daily Courier"),
        (
            "In an interview with CNN, Okafor defended the plan.",
            "media [interview] actual: Okafor → CNN via CNN",
        ),
        ("The mayor held a news conference.", "media [news conference] actual: mayor → ?"),
        ("The ministry said in a statement that the dam was safe.", "media [statement] actual: ministry → ?"),
        ("Brandt addressed the parliament.", "media [addressed] actual: Brandt → parliament"),
        (
            "Lind wrote an op-ed for the Financial Times.",
            "media [op-ed] actual: Lind → Financial Times via Financial Times",
        ),
        ("Okafor told reporters that he would stay.", "media [told] actual: Okafor → reporters"),
    ]);
}

#[test]
fn other_senses_of_media_words_are_not() {
    check(&[
        ("They defended free speech.", ""),
        ("Lind told her mother the truth.", ""),
        ("Send it to my home address.", ""),
        ("The job interview went badly.", ""),
    ]);
}

#[test]
fn go_betweens_are_intermediary() {
    check(&[
        (
            "Lind spoke to the rebels through an intermediary.",
            "intermediary [intermediary] actual: Lind → rebels",
        ),
        (
            "The envoys opened a back channel between Oslo and Lima.",
            "intermediary [back channel] actual: with Oslo, Lima",
        ),
        ("Okafor passed on the warning to Brandt.", "intermediary [passed on] actual: ? → Brandt"),
    ]);
}

#[test]
fn titles_of_go_betweens_are_not() {
    check(&[("The special envoy arrived in Cairo.", ""), ("The Channel Tunnel was closed.", "")]);
}

#[test]
fn words_with_a_hyphen_are_inflected() {
    check(&[
        ("Lind e-mailed the board this morning.", "email [e-mailed] actual: Lind → board"),
        ("Lind sent two e-mails to Okafor.", "email [e-mails] actual: Lind → Okafor"),
    ]);
}

#[test]
fn somebody_is_called_and_something_is_named() {
    check(&[
        ("Lind had to call a doctor.", "phone [call] hypothetical: Lind → doctor"),
        ("Lind called a meeting of the board.", "meeting [meeting] actual: with Lind, board"),
        ("The firm rolled out a service, now called Brandt Pay.", ""),
        ("Lind won a prize in the Post.", ""),
        ("Lind told a news agency that talks had failed.", "media [told] actual: Lind → news agency"),
    ]);
}
