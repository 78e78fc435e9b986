# made by `agent completion fish`; changes are lost
# The words typed so far, without the options before the command and their values; `before` keeps those.
function __agent_words
    set -l all (commandline -opc)
    set -e all[1]
    while set -q all[1]
        switch $all[1]
            case --config --state --now
                set -e all[1]
                set -e all[1]
            case '-*'
                set -e all[1]
            case '*'
                break
        end
    end
    string join \n -- $all
end

function __agent_before
    test (count (__agent_words)) -eq 0
end

# In that command, and after so many of its arguments where a number is given.
function __agent_in
    set -l all (__agent_words)
    test "$all[1]" = $argv[1]; or return
    set -q argv[2]; or return 0
    test (count (string match -v -- '-*' $all[2..])) -eq $argv[2]
end

function __agent_asked
    set -l all (commandline -opc)
    set -l before
    for i in (seq 2 (count $all))
        contains -- $all[$i] --config --state --now; and set -a before $all[$i] $all[(math $i + 1)]
    end
    set -l words (__agent_words)
    $all[1] $before complete $argv[1] (string match -v -- '-*' $words[2..]) 2>/dev/null
end

complete -c agent -f
complete -c agent -n __agent_before -l config -r -F -d 'the configuration (BOWOUT_CONFIG; $XDG_CONFIG_HOME/bowout/config.toml)'
complete -c agent -n __agent_before -l state -x -a '(__fish_complete_directories)' -d 'where Bowout keeps what it knows (BOWOUT_STATE; $XDG_STATE_HOME/bowout)'
complete -c agent -n __agent_before -l now -x -d 'act as if it were that time (ISO 8601)'
complete -c agent -n __agent_before -l quiet -d 'print nothing but errors'
complete -c agent -n __agent_before -l verbose -d 'say more on standard error; -vv says all'
complete -c agent -n __agent_before -l version -d 'print the version'
complete -c agent -n __agent_before -l help -d 'show all commands'
complete -c agent -n __agent_before -a demo -d 'the whole job on a sample mailbox; nothing leaves the machine'
complete -c agent -n __agent_before -a config -d 'the effective configuration; `config init` writes a starting file'
complete -c agent -n __agent_before -a login -d 'sign in to Google or Outlook; `logout` takes it back'
complete -c agent -n __agent_before -a logout -d 'sign out of an account and forget its access'
complete -c agent -n __agent_before -a accounts -d 'the accounts, what each may do, and how it is'
complete -c agent -n __agent_before -a sync -d 'read mail and calendars, update drafts, deliver what is approved and due'
complete -c agent -n __agent_before -a status -d 'offers, interviews, drafts and questions, without the network'
complete -c agent -n __agent_before -a offers -d 'the offers, and how firm each one is'
complete -c agent -n __agent_before -a interviews -d 'the upcoming interviews'
complete -c agent -n __agent_before -a drafts -d 'the letters, and what becomes of each'
complete -c agent -n __agent_before -a questions -d 'what only you can know'
complete -c agent -n __agent_before -a show -d 'one item whole: the letter as it would be sent, say'
complete -c agent -n __agent_before -a why -d 'what led to it: rule, words, message'
complete -c agent -n __agent_before -a journal -d 'every decision and delivery'
complete -c agent -n __agent_before -a explain -d 'label messages from files, storing nothing'
complete -c agent -n __agent_before -a review -d 'a page in the browser with everything that waits; `--tty` in the terminal'
complete -c agent -n __agent_before -a approve -d 'look at letters and send them'
complete -c agent -n __agent_before -a undo -d 'take an approved letter back while it is held'
complete -c agent -n __agent_before -a edit -d 'change a letter'
complete -c agent -n __agent_before -a keep -d 'keep this interview'
complete -c agent -n __agent_before -a snooze -d 'ask again later'
complete -c agent -n __agent_before -a redraft -d 'write the letter anew, in another tone or as another kind'
complete -c agent -n __agent_before -a answer -d 'answer a question'
complete -c agent -n __agent_before -a offer -d 'tell what you decided about an offer'
complete -c agent -n __agent_before -a done -d '“I called”: carry out the calendar actions of a call sheet'
complete -c agent -n __agent_before -a retry -d 'try the failed half of a delivery again'
complete -c agent -n __agent_before -a service -d 'install, remove or look at the service that runs it for you'
complete -c agent -n __agent_before -a run -d 'the daemon itself: does what sync does, all the time'
complete -c agent -n __agent_before -a doctor -d 'what keeps it from working, and how to mend that'
complete -c agent -n __agent_before -a completion -d 'a script with which your shell finishes words'
complete -c agent -n __agent_before -a manual -d 'all of this help as a manual page'
complete -c agent -n __agent_before -a purge -d 'delete what was stored'
complete -c agent -n '__agent_in demo' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in demo' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in demo' -l keep -d 'leave the folder with mail, calendars and state'
complete -c agent -n '__agent_in config' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in config' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in config' -l kind -x -a 'google outlook local' -d 'with init: where your mail is, so that its part is filled in'
complete -c agent -n '__agent_in config' -a 'init'
complete -c agent -n '__agent_in login' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in login' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in login' -l no-browser -d 'print the address to open instead of opening it'
complete -c agent -n '__agent_in login' -l device-code -d 'a code to type on another machine (Outlook only)'
complete -c agent -n '__agent_in login' -a '(__agent_asked login)'
complete -c agent -n '__agent_in logout' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in logout' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in logout' -a '(__agent_asked login)'
complete -c agent -n '__agent_in accounts' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in accounts' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in sync' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in sync' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in sync' -l account -x -a '(__agent_asked login)' -d 'only this account (repeatable)'
complete -c agent -n '__agent_in sync' -l accept-empty -x -a '(__agent_asked login)' -d 'believe this account where it suddenly shows nothing'
complete -c agent -n '__agent_in status' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in status' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in offers' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in offers' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in offers' -l all -d 'also what is over (JSON always has all)'
complete -c agent -n '__agent_in interviews' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in interviews' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in drafts' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in drafts' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in drafts' -l all -d 'also what is over (JSON always has all)'
complete -c agent -n '__agent_in questions' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in questions' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in show' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in show' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in show' -a '(__agent_asked show)'
complete -c agent -n '__agent_in why' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in why' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in why' -a '(__agent_asked why)'
complete -c agent -n '__agent_in journal' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in journal' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in journal' -l since -x -d 'from then on: 2026-11-01, 7d (days ago), 12h'
complete -c agent -n '__agent_in journal' -l until -x -d 'to then: 2026-11-30 (that day included), 7d (days ago)'
complete -c agent -n '__agent_in journal' -l work-search -d 'the contacts with employers as a work-search record (CSV)'
complete -c agent -n '__agent_in explain' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in explain' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in explain' -l me -x -d 'an address of yours (repeatable)'
complete -c agent -n '__agent_in explain' -F
complete -c agent -n '__agent_in review' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in review' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in review' -l no-browser -d 'print the link instead of opening it'
complete -c agent -n '__agent_in review' -l tty -d 'go through everything here in the terminal'
complete -c agent -n '__agent_in approve' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in approve' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in approve' -l yes -d 'do not ask (full ids only)'
complete -c agent -n '__agent_in approve' -l digest -x -d 'only if the letter still has this digest'
complete -c agent -n '__agent_in approve' -l immediately -d 'deliver at once instead of holding it'
complete -c agent -n '__agent_in approve' -a '(__agent_asked approve)'
complete -c agent -n '__agent_in undo' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in undo' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in undo' -a '(__agent_asked undo)'
complete -c agent -n '__agent_in edit' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in edit' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in edit' -l subject -x -d 'another subject'
complete -c agent -n '__agent_in edit' -l body-file -x -d 'the text from this file; - is standard input'
complete -c agent -n '__agent_in edit' -l to -x -d 'address; more than one: repeat it'
complete -c agent -n '__agent_in edit' -l cc -x -d 'likewise; --cc \'\' for none'
complete -c agent -n '__agent_in edit' -a '(__agent_asked edit)'
complete -c agent -n '__agent_in keep' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in keep' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in keep' -l entry -x -d 'keep only that entry of your own calendar, which would go with the letter; words of its title'
complete -c agent -n '__agent_in keep' -a '(__agent_asked keep)'
complete -c agent -n '__agent_in snooze' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in snooze' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in snooze' -l until -x -d '2026-11-18T09:00, 2026-11-18, “tomorrow 9:00”'
complete -c agent -n '__agent_in snooze' -l for -x -d '2d, 3h, 45m, 1w'
complete -c agent -n '__agent_in snooze' -a '(__agent_asked snooze)'
complete -c agent -n '__agent_in redraft' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in redraft' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in redraft' -l kind -x -a 'withdrawal offer_decline more_time expedite disclose reopen nudge call_sheet' -d 'withdrawal, offer_decline, more_time, expedite, disclose, reopen, nudge, call_sheet'
complete -c agent -n '__agent_in redraft' -l tone -x -a 'warm plain brief' -d 'warm, plain, brief; this letter keeps it'
complete -c agent -n '__agent_in redraft' -a '(__agent_asked redraft)'
complete -c agent -n '__agent_in answer' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in answer' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in answer 0' -a '(__agent_asked answer)'
complete -c agent -n '__agent_in answer 1' -a '(__agent_asked answer)'
complete -c agent -n '__agent_in offer' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in offer' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in offer 0' -a 'accept decline doubt dismiss firm reset'
complete -c agent -n '__agent_in offer 1' -a '(__agent_asked offer)'
complete -c agent -n '__agent_in done' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in done' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in done' -a '(__agent_asked done)'
complete -c agent -n '__agent_in retry' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in retry' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in retry' -a '(__agent_asked retry)'
complete -c agent -n '__agent_in service' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in service' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in service' -l replace -d 'also where a file was changed by hand (it is kept aside)'
complete -c agent -n '__agent_in service' -l hardening -d 'a tighter sandbox, where user namespaces are allowed'
complete -c agent -n '__agent_in service' -l allow-setgid -d 'a looser one, for a sendmail that needs its setgid bit'
complete -c agent -n '__agent_in service' -a 'install uninstall status'
complete -c agent -n '__agent_in run' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in run' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in run' -l patience -x -d 'a pass without a sign of life for so long counts as stuck (600)'
complete -c agent -n '__agent_in doctor' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in doctor' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in doctor' -l online -d 'ask the accounts too; nothing is changed'
complete -c agent -n '__agent_in completion' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in completion' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in completion' -a 'bash zsh fish'
complete -c agent -n '__agent_in manual' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in manual' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in purge' -s h -l help -d 'show this and stop'
complete -c agent -n '__agent_in purge' -l json -d 'one JSON document on standard output'
complete -c agent -n '__agent_in purge' -l account -x -a '(__agent_asked login)' -d 'only what belongs to this account'
complete -c agent -n '__agent_in purge' -l yes -d 'do not ask'
complete -c agent -n '__agent_in purge' -l tokens -d 'sign-in tokens too'
