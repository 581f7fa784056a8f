"""English words: what customers who write English, of whichever country, call the subjects of the help.

Further words of the concepts of concept_words.py, and concepts of our own, which begin with "~": they tell
requests from questions. A phrase hides the words that it is made of, so it stands under their concepts too.
"""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    "bank:bca": (
        "bank central asia|bca bank|to bca|into bca|to my bca|into my bca|from bca|from my bca|bca apps|non bca"
    ),
    "bank:bni": (
        "bank negara indonesia|bni bank|to bni|into bni|to my bni|from bni|from my bni|bni 46|bni mobile|non bni"
    ),
    "bank:bri": "bank rakyat indonesia|bri bank|to bri|into bri|to my bri|from bri|from my bri|bri mobile",
    "bank:cimb": (
        "cimb bank|cimb niaga bank|to cimb|into cimb|to my cimb|from cimb|from my cimb|octo app|bank niaga|"
        "code of cimb|cimb code|cimb bank code"
    ),
    "bank:danamon": (
        "danamon bank|bank danamon|danamon machine|danamon machines|to danamon|danamon atm|danamon atms|atm danamon|"
        "danamon cardless|cardless danamon|d bank pro|danamon token|cardless code"
    ),
    "bank:other": (
        "standard chartered|stanchart|icbc|bank of china|jtrust|nobu|mestika|krom|hibank|some other bank|"
        "other banks too|my own bank|my bank isn't there|my bank isn't listed|my bank is not listed|"
        "my bank is not there|bank not listed|unlisted bank|rest of the banks|remaining banks|a smaller bank|"
        "small bank|rural bank|regional bank|islamic bank|sharia bank|syariah bank|bank not mentioned|"
        "none of those banks|none of these banks|non bca|non bni|bank besides|banks besides|banks apart from|"
        "different banks|to another bank|to other bank|to other banks|to any bank|from another bank|from other bank|"
        "from other banks|interbank transfer|to mandiri|to my mandiri|into mandiri|from mandiri|from my mandiri|"
        "from jenius"
    ),
    "way:mobile": (
        "banking on my phone|mobile app of my bank|app of my bank|my bank app|the bank's app|mobile banking app|"
        "m banking app|handphone banking|phone bank|banking from phone|banking on mobile|bank on my phone|bni mobile|"
        "bri mobile|lost mobile|my mobile|the mobile|a mobile|mobile handset|mobile set|mobile no|mobile num|"
        "registered mobile|mobile wallet|mobile money|mobile program|mobile app|mobile credit|mobile load|"
        "recharge my mobile|mobile data"
    ),
    "way:internet": (
        "internet bank|netbank|e bank|bank portal|banking portal|banking site|bank's site|web portal|macbook|"
        "chromebook|on my laptop|on the laptop|on my computer|on the computer|on a pc|web browser|online bank|"
        "banking website|web version|homebanking|home banking|desktop banking|banking online|bank online|"
        "computer answering|online wallet|internet bill|online money|internet bills|home internet|internet provider|"
        "internet subscription|internet at home|internet cut off|internet package|internet quota|sell online|"
        "online shop"
    ),
    "way:sms": (
        "text msg|txt msg|text messages|txt message|text banking|short message|short code|send a text|sending a text|"
        "by txt|via text|sms service|message banking|texts|sms code|code by sms|code via sms|code by text|"
        "code in sms|texted code|text code|code in the text|verification sms|verification text|code you texted|"
        "sms notification|confirmation sms|no sms|texted me"
    ),
    "way:atm": (
        "hole in the wall|cash dispenser|cash point|bank machine|money machine|teller machine|atm machine|"
        "atm machines|atm booth|atm lobby|cash machines|cashpoints|cash recycler|nearby atm|atm screen|atm pin pad|"
        "atm menu|danamon atm|danamon atms|atm danamon|atm card|code for the atm|code for atm|atm of a bank|"
        "atms of banks|atm of the bank|atms of the bank|bank cash machine|banks atm|in front of the atm|at the atm|"
        "standing at the atm"
    ),
    "shop:alfamart": (
        "alfamaret|alfa group|alfagroup|alfamarts|dan n dan|dan and dan|alfa express|alfa store|alfa shop|"
        "alfamart cashier|alfamart counter|alfamart kasir"
    ),
    "shop:indomaret": (
        "indo market|indomarket|indo mart|indomaret store|indomaret shop|indomaret cashier|indomaret counter|"
        "ceriamarts|ceria store|indomaret point|indomaret fresh"
    ),
    "shop:digibos": (
        "digiboss|digi boss|digibos agent|digibos agents|digibos partner|lkd agent|lkd agents|lkd partner|"
        "lkd partners|partner lkd|digibos shop|digibos person"
    ),
    "shop:friend": (
        "my mate|a mate|mates|me mate|bff|pals|bestie|buddies|flatmate|roommate|housemate|colleague|colleagues|"
        "coworker|co worker|workmate|officemate|classmate|neighbour|neighbor|barkada|batchmate|kaspro friend|"
        "another kaspro user|fellow user|schoolmate|bunkmate|chum|homie|to my friend|to a friend|my friend says|"
        "my friend said"
    ),
    "topup": (
        "pay in|paying in|paid in|bank in|banked in|lodge money|put in some|put money in|putting money|get money in|"
        "get money into|money into my|cash into my|put balance|fill balance|fill my balance|fill the balance|"
        "add up my|add more balance|add value|add credit to my wallet|replenish|juice up|chuck in|whack in|bung in|"
        "chuck some money|stick some money|put some money|put some cash|bring money in|pour money|pour in|pump in|"
        "inject money|feed my wallet|feed the wallet|load up|load my wallet|load money|load cash|load balance|"
        "load my account|loading|reloading|raise my balance|increase the balance|beef up|fund it|funding my|"
        "fund the wallet|fund wallet|credit my account|credit the wallet|make a deposit|cash deposit|deposite|"
        "depositing|more balance|to up|tpup|topping|topped|re load|refuel|recharging|insert money|insert balance|"
        "input money|input balance|cash ins|need cash in hand|cash in hand|top up fee|top up code|topup code|"
        "cash in means|won't load|wont load|doesn't load|top up the meter|phone load|mobile load|e load|prepaid load|"
        "top up my phone|top up my number|top up my sim|recharge my phone|recharge my number|recharge my mobile|"
        "recharge my sim|reload my phone|reload my number|phone top up|buy load|not a top up|not top up"
    ),
    "withdraw": (
        "draw out|draw cash|draw money|drawing out|draw my money|draw down|drew out|withdrawn|withdrew|with draw|"
        "withdrawing money|encash|encashment|cash it out|cash it|cash my balance|take it out|taking out|took out|"
        "taken out|taking money|get my money out|get the money out|get it out|get cash out|money out|"
        "get out my money|pull it out|pulling out|pull some cash|yank out|liquidate|convert to cash|"
        "turn it into cash|turn it to cash|balance to cash|wallet to cash|into paper money|redeem cash|"
        "claim the cash|disburse|disbursement|payout|pay out|dispense|pick up cash|pick up the money|"
        "pick up my money|collect money|collect my money|collect the money|need cash in hand|take my balance|"
        "take the balance|take out balance|cashouts|cash outs|pull my balance|empty my wallet|physical cash out|"
        "get physical cash|draw from my|wdraw|w d|remove money|remove my money|bring money out|danamon cardless|"
        "cardless danamon|withdrawal fee|withdrawal code|withdraw code|cash out code|cashout code|cardless code|"
        "get my money back|not a withdrawal|not withdraw"
    ),
    "send": (
        "sent|transferred|transferring|transfered|wire|wired|wiring|wire money|shoot over|zap over|beam over|"
        "push money|pass money|bung him|bung her|sling him|sling her|give him money|give her money|send over|"
        "send across|remittance|remitting|remitted|padala|fund transfer|funds transfer|money transfer|peer to peer|"
        "person to person|wallet to wallet|user to user|pay back|paying back|repay|repaying|credit him|credit her|"
        "hand him|hand her|forward him|forward her|forward some|drop him|drop her|ping him|ping her|flick him|"
        "flick her|transmit|transmitting|reimburse|chip in|pass along some|direct transfer|send a text|"
        "sending a text|transfer limit|transfer fee|transfer ownership|transfer of ownership|"
        "transfer to someone else's name|transfer code|which code for transfer|bank transfer|bank transfers|"
        "interbank transfer|send me|send a request|proof of transfer|transfer slip|don't send|dont send|send again|"
        "send it again|resend the code|resend code|resend otp|resend the otp|send the code again|wrong transfer|"
        "undo the transfer|reverse the transfer|not a transfer|not transfer"
    ),
    "pay": (
        "paid|settle|settling|tap to pay|pay for|paying for|pay at|spend|spending|spent|check out|checkout|fork out|"
        "cough up|foot the|cant pay|cant shop|can't buy|cannot buy|cant buy|unable to buy|unable to shop|"
        "unable to purchase|not able to pay|couldn't pay|couldnt pay|could not pay|can not pay|pay in store|"
        "pay merchant|pay the merchant|pay the shop|pay at the till|pay at shop|pay at merchant|pay with kaspro|"
        "paying by kaspro|groceries|grocery shopping|purchasing|payed|paymet|use it in shops|use it at shops|"
        "use at the till|alfa shop|indomaret shop|digibos shop|pay in|paying in|pay out|pay back|paying back|"
        "payment amount|pay cash|corner shop|provision shop|shop assistant|shop keeper|shop girl|shop guy|shop staff|"
        "partner shop|pay extra|paying extra|without paying|don't pay|pay me interest|pay interest|who pays if|"
        "payment failed|payment declined|payment rejected|payment refused|pay app|payments app|qr pay|scan to pay|"
        "scan and pay|scan pay|qr payment|qris payment|code at the shop|virtual payment number|"
        "payment account number|payment code|code for the shop|kaspro shop|shop owner|shop owners|purchase of goods|"
        "purchase of goods and services|payment for goods|payment for purchases|payments for purchases|pay for goods|"
        "merchant payment|merchant payments|payment to merchants|payments to merchants|paying merchants|"
        "payment to merchant|expenditure payment|expenditures payment|payment of expenses|paying bills|pay bills|"
        "pay my bills|company pays|pay day|overtime pay|pay me back|pays me back|each pays|remind him to pay|"
        "remind her to pay|make him pay|make her pay|get him to pay|get her to pay|tell him to pay|tell her to pay|"
        "payment request|request payment|proof of payment|payment proof|automatic payment|water payment|"
        "pay television|shop for|at the shop|standing in the shop|inside the shop|in which shop|which shop|my shop|"
        "customer pays|online shop|pay my staff|pay my workers|accept payments|accept payment"
    ),
    "register": (
        "enrol|enroll|enrolment|enrollment|onboard|onboarding|sign me up|signed up|sign up for|set me up|"
        "setup account|set up account|set up my account|set up a wallet|join up|create a wallet|create my account|"
        "create kaspro|make account|make kaspro account|open wallet|open a wallet|open my account|open kaspro|"
        "start an account|newbie|newcomer|just installed|just downloaded|i'm new|i am new|im new|new here|"
        "new to this|new to kaspro|brand new user|get on board|have no account|don't have an account|"
        "dont have an account|dont have account|don't have account|no account yet|not registered|not registered yet|"
        "haven't registered|become a member|become member|be a member|start using|begin using|subscribe|play store|"
        "playstore|app store|appstore|regist|registeration|registring|signups|regestration|get an account|"
        "get a wallet|get kaspro|getting kaspro|first time user|first timer|member registration|registered number|"
        "registered mobile|registration code|registered with|ojk registered|my registration"
    ),
    "upgrade": (
        "upgradation|level up|levelling up|move up|moving up|bump up|bump me up|bump me|elevate|promote me|promoted|"
        "raise my level|raise my status|higher level|higher status|better account|next level|upgarde|uprade|up grade|"
        "go premium|going premium|get premium|getting premium|become premium|becoming premium|make me premium|"
        "turn premium|switch to premium|convert to premium|to be premium|full kyc|complete kyc|complete my kyc|"
        "finish kyc|upscale|full version|upgraded account|upgraded user|not upgraded|not upgraded yet|"
        "haven't upgraded|not yet upgraded|upgrade worth|why upgrade|status of my upgrade|upgrade my phone"
    ),
    "become": (
        "convert into|convert me|convert my account|turn my account|switch over|qualify|qualifying|eligible|"
        "eligibility|get to be|transform|apply for|applying|applied|application for|achieve|attain|reach premium"
    ),
    "how": (
        "way to|best way|easiest way|ways to|what way|the way of|what's the way|whats the way|how i can|how i do|"
        "how i could|how should i|how must i|how would i|how do you|how do we|how can we|how shall|how the heck|"
        "how on earth|how the hell|how exactly|walk me through|talk me through|take me through|teach me|teach me how|"
        "guide me|guide me how|show me how|tell me how|explain how|step by step|what must i do|what should i do|"
        "what do i do|what to do|what i must do|what i should do|what do i need to do|in what way|is there a way|"
        "any way to|any ways to|please guide|kindly guide|please advise|kindly advise|procedures|process of|"
        "process for|process to|hw to|hw do|hw can|howto|instruction|instructions on|instructions for|tutorials|"
        "knowhow|know how to|dunno how|don't know how|dont know how|no idea how|not sure how|wanna know how|"
        "like how ah|how ah|how one|how sia|how leh|how po|paano"
    ),
    "create": (
        "generate|generating|generated|create a new|produce|creation|set up account|set up my account|"
        "set up a wallet|create a wallet|create my account|create kaspro|make account|make kaspro account|"
        "open wallet|open a wallet|open my account|open kaspro|make a new|who created|maker of|created by|"
        "makes kaspro"
    ),
    "problem": (
        "glitch|glitches|glitchy|hiccup|snag|bug|bugs|buggy|acting up|playing up|messed up|screwed up|mucking up|"
        "wonky|haywire|malfunction|malfunctioning|faulty|on the blink|on the fritz|kaput|borked|difficulty|"
        "difficulties|having trouble|hassle|not working|not work|isn't working|isnt working|doesn't work|doesnt work|"
        "won't work|wont work|stopped working|stop working|not functioning|hangs|crash|crashes|crashed|crashing|"
        "matter with|something wrong|something is wrong|what's wrong|whats wrong|what is wrong|what went wrong|"
        "went wrong|gone wrong|dispute|challenge|probs|prob|problm|isue|in trouble with the law"
    ),
    "premium": (
        "preemium|premum|premiun|vip account|full account|full user|fully verified|upgraded account|upgraded user|"
        "higher tier|top tier|upper tier|verified user|verified users|verified customer|premium member|"
        "premium members|premium tier|premium status|premium level|premium customer|premium customers|premium users|"
        "premium accounts|kyc user|premium one|premium kaspro|go premium|going premium|get premium|getting premium|"
        "become premium|becoming premium|make me premium|turn premium|switch to premium|convert to premium|"
        "to be premium|reach premium|not yet premium|isnt premium|what does premium give|health premium|am i premium|"
        "am i premium yet"
    ),
    "regular": (
        "normal account|normal user|normal users|normal one|normal member|ordinary|ordinary user|ordinary account|"
        "standard account|standard user|standard one|plain account|non verified|not verified|not verified yet|"
        "free account|lite account|entry level|lower tier|bottom tier|lowest tier|non kyc|without kyc|no kyc|"
        "not upgraded|not upgraded yet|haven't upgraded|not yet premium|not yet upgraded|isn't verified|isnt premium|"
        "nonpremium|usual account|simple account|starter account|regular one|regular users|regular accounts|"
        "regular member|regular customer|reguler account|normal kaspro|still not premium|still regular|"
        "not premium yet"
    ),
    "tier": (
        "kind of account|sort of account|account level|account levels|account status|account tier|account tiers|"
        "account category|account class|account kind|account grade|membership level|membership status|user level|"
        "user levels|user type|user types|type of user|types of user|types of users|class of account|which level|"
        "what level|my level|current level|two types|kinds of user|kinds of users|kinds of accounts|type of account|"
        "types of account|types of accounts|my status|tiers|user category|user categories|which tier|what tier|"
        "which account do i have"
    ),
    "change": (
        "swap|swapping|switch|switching|amend|amending|alteration|renew|renewing|set a new|set new|put a new|"
        "make a new|rotate|redo|revise|overwrite|modification|correcting|changeover|swop|chage|chnage|cahnge|"
        "different one|new one instead|pick a new|choose a new|use a new|new pin code|change over|instead of my old|"
        "re set|resetting|resetted|updating|updated|what changes if|change of ownership|change owner|"
        "change ownership|change of name|name change|replace the code|change it to|change that to|changed my number|"
        "change my number|change number|changing my number|replaced my sim|changed phone|changed phones|"
        "changed my phone|change phone|change phones|change language|change the language"
    ),
    "pin": (
        "secret code|secret number|secret digits|security code|security number|security pin|6 digit code|"
        "six digit code|6 digits code|six digits code|6 digit number|six digit number|6 digit pin|six digit pin|"
        "access code|unlock code|entry code|passwd|passwrd|pincode|pin no|m pin|mpin|wallet pin|transaction pin|"
        "secret six|four digit code|pass word|passwords|passcodes|pword|personal code|personal number|private code|"
        "private number|my code|secret pin|pin digits|pinn|keypad code|login pin|atm pin pad|new pin code|"
        "don't know my pin|dont know my pin|no idea what my pin|lost my pin|one time password|one time pin|"
        "one time passcode|verification pin|onetime password|onetime pin|gave my pin|told my pin|tell my pin|"
        "give my pin|share my pin|stolen pin|length of the pin|wrong pin|wrong pin too many times|entered wrong pin|"
        "typed wrong pin|pin wrong|incorrect pin|pin incorrect|pin rejected|pin not accepted|pin doesn't work|"
        "pin not working|invalid pin|wrong password|asked for my pin|asks for my pin|ask for my pin|"
        "asking for my pin|wants my pin|want my pin|asked my pin|asking my pin|gave him my pin|gave her my pin|"
        "told him my pin|told her my pin|shared my pin|knows my pin|know my pin|saw my pin|someone knows my pin|"
        "not the pin"
    ),
    "block": (
        "lock down|lock it|lock my|shut down|shut off|switch off|switch it off|turn off|turn it off|put on hold|"
        "put a hold|put a stop|put a block|cut off|cut access|kill access|stop my account|stop my wallet|"
        "stop the account|stop access|stop anyone|barred|bar my|deactivation|suspension|suspending|hold my account|"
        "pause my account|pause my wallet|pause the account|froze|freezed|freezing|blacklist|blacklisted|restriction|"
        "lockout|locked out|locked me out|blocked out|immobilise|immobilize|secure my account|account on hold|bloked|"
        "blocked off|blockd|blcok|banning|inaccessible|cancel my access|no access|lost access|hotlist|hotlisted|"
        "stop the thief|stop him using|stop them using|locked down|account got locked|account is locked|"
        "account was locked|account is blocked|account was blocked|account got blocked|lift the block|"
        "lift the freeze|remove the block|take off the block|release the block|un block|un lock|un freeze|"
        "allowed to block|lock me out|sim blocked|sim deactivated|don't block|dont block|do not block|"
        "without blocking"
    ),
    "close": (
        "shut my account|shut the account|shut down my account|shut it|wind up|cancel my account|cancel the account|"
        "cancel account|end my account|quit kaspro|leave kaspro|leaving kaspro|stop kaspro|discontinue|discontinued|"
        "opt out|deregister|unregister|unsubscribe|get rid of my account|done with kaspro|close down|close off|"
        "close out|termination|terminating|cessation|cease|ended|ends|end the service|allowed to close|force close|"
        "force closes|keeps closing|don't want to close|dont close|do not close|without closing"
    ),
    "reactivate": (
        "revive|reviving|re open|re activate|re enable|reenable|enable|enable again|enabled|open again|open back|"
        "open it again|unban|unbanned|unlocking|unblocking|lift the block|lift the freeze|lift the suspension|"
        "remove the block|take off the block|switch back on|turn back on|turned back on|turn it back on|"
        "bring it back|get it back|get my account back|got my account back|want my account back|give my account back|"
        "regain|reinstate|reinstated|reinstatement|retrieve|retrieval|let me back in|get access back|get back into|"
        "back into my account|working again|work again|use again|use it again|using it again|release my account|"
        "release the block|thaw|un block|un lock|un freeze|unfrozen|unfroze|reactive|reactivation|restored|"
        "restoration|resume using|active again|be active again|activate again|recover my money|recover my account"
    ),
    "lose": (
        "nicked|pinched|got swiped|pickpocket|pick pocket|pickpockets|pick pocketed|thief|thieves|burgled|burglary|"
        "robber|robbers|robbery|looted|grabbed my|grabbed from|ran off with|made off with|took off with|"
        "taken from me|got taken|gone missing|went missing|no longer have my phone|don't have my phone|mislaid|"
        "misplace|left it in|left it on|left it at|left in the|left on the|fell out|fell into|fell in|fell off|"
        "slipped out|vanished|disappeared|smashed|bricked|phone died|phone is dead|my phone is gone|phone is gone|"
        "phone gone|phone broke|phone broken|broken phone|phone is broken|dead phone|phone snatched|phone stolen|"
        "stolen phone|lost phone|lost my phone|lost mobile|phone lost|phone missing|drowned|water damage|"
        "water damaged|held up at|mugging|mugger|nowhere to be found|can't locate|cannot locate|cant find|"
        "can not find|couldn't find|unable to find|not find my|snatcher|snatchers|bag snatched|stealed|losted|losed|"
        "swipe my phone|stole from me|stealing|lost access|lost my pin|lost my code|stolen pin|lost everything|"
        "lost my id|lost the code|balance dropped|lost money|money missing|missing money|missing some|lost my sim|"
        "lost sim|lost my number|will i lose my money|lose my money"
    ),
    "forget": (
        "blanked|blank on|gone blank|went blank|slipped my mind|can't recall|cannot recall|cant recall|don't recall|"
        "dont recall|unable to recall|unable to remember|cant remember|can not remember|couldn't remember|"
        "couldnt remember|dont remember|didn't remember|not remember|not remembering|no memory of|forgetting|"
        "forgetted|forgeted|forgor|fogot|forgat|escaped me|escapes me|can't think of|memory fails|have forgotten|"
        "don't know my pin|dont know my pin|no idea what my pin|don't know my code|dont know my code|"
        "no longer remember|no longer know|lost my pin|lost my code|doesn't come to mind"
    ),
    "contact": (
        "mail you|mail kaspro|mail id|email id|ring you|ring up|ring kaspro|ring someone|phone you|phone kaspro|"
        "phone up|give you a call|give a call|dial|dialling|chat with|talk with|speaking to|speaking with|talking to|"
        "get hold of|get a hold of|getting hold of|live chat|service desk|complaints desk|complaint desk|grievance|"
        "grievances|escalate|escalation|lodge a complaint|file a complaint|make a complaint|raise a complaint|"
        "raise a ticket|open a ticket|helpline|help line|care line|toll free|customer line|service centre|"
        "service center|support team|support line|support number|support desk|help number|care number|care team|"
        "cust service|cust care|customer desk|customer services|customer helpline|reach out|reach you|reach kaspro|"
        "drop you a mail|drop an email|write in|write to kaspro|message you|message kaspro|enquiry|inquiry|enquire|"
        "enquiries|inquiries|feedback|complaining|complained|complaints|callcenter|callcentre|call you|call kaspro|"
        "phone line|who to call|who do i call|who should i call|who can i call|who to contact|whom to contact|"
        "where to complain|where do i complain|where can i complain|where to report|service number|office number|"
        "calling|limit reached|not reach|not reached|didn't reach|hasn't reached|customer care executive|"
        "operator please|speak to someone|talk to someone|speak to a person|talk to a person|speak to a human|"
        "talk to a human|speak to somebody|call me back|call back|call me|to my contact|contact list|"
        "from my contacts|a caller|got a call|received a call|phone call from"
    ),
    "receive": (
        "get paid|got paid|getting paid|be paid|come in|came in|coming in|comes in|come through|came through|"
        "comes through|landed|lands|arrive|arrived|arrives|arriving|arrival|credited|get credited|sends me|sent me|"
        "someone sent me|someone sends me|accept money|collect from others|inbound|inflow|inflows|incoming funds|"
        "incoming money|money coming in|funds coming in|turned up|be sent to me|reaches me|reached me|reach my|"
        "hit my account|hits my account|hit my wallet|receipt of|recieve|recieved|recieving|recive|received from|"
        "got from|get from others|enter my account|entered my account|get money in|bring money in|code not received|"
        "without informing|money in electronic form|not received|not received yet|haven't received|havent received|"
        "hasn't received|have not received|has not received|didn't receive|didnt receive|did not receive|"
        "never received|not receive|not yet received|yet to receive|already received|did i receive|have i received|"
        "received already|money in and out|received a call"
    ),
    "balance": (
        "bal|how much i have|how much do i have|how much have i got|how much i got|how much do i got|how much have i|"
        "how much money i have|how much money do i have|how much money is|how much cash do i have|how much is in|"
        "how much in my|how much's in|how much is there|how much is left|how much left|how much remains|"
        "how much remaining|how much still|how much more do i have|what's in my account|what's in my wallet|"
        "whats in my account|whats in my wallet|what is in my wallet|what is in my account|what have i got|"
        "what i've got|what do i have left|what's left|whats left|what is left|left in my wallet|left in my account|"
        "left in there|money left|any money left|cash left|funds available|available balance|available funds|"
        "current balance|money i have|money do i have|money i've got|my kitty|my stash|am i broke|state of my wallet|"
        "do i have enough|have i enough|got enough|balence|ballance|balanse|blance|remaining balance|remaining money|"
        "balance enquiry|balance inquiry|balance check|put balance|fill balance|fill my balance|fill the balance|"
        "add more balance|load balance|raise my balance|increase the balance|more balance|insert balance|"
        "input balance|cash my balance|balance to cash|take my balance|take the balance|take out balance|"
        "pull my balance|max balance|balance limit|taken from my balance|cut my balance|cutting my balance|"
        "balance cut|balance reduced|profit from my balance|short of balance|low balance|balance low|balance too low|"
        "balance is low|no balance|zero balance|nil balance|out of balance|less balance|minus balance|"
        "not enough balance|empty balance|balance left|still have balance|unused balance|prepaid balance|"
        "phone balance|all my balance|whole balance|entire balance|full balance|balance gone|balance is gone|"
        "balance dropped|balance went down|balance decreased|balance disappeared|wrong balance|incorrect balance|"
        "my balance safe|is my balance safe"
    ),
    "money": (
        "dosh|wonga|moolah|moola|quid|bucks|monies|moneys|pera|sums|amounts|total amount|payment amount|value of|"
        "funding|some dough|my dough"
    ),
    "cash": (
        "paper money|hard cash|banknotes|banknote|bank notes|bank note|paper cash|folding money|cold hard cash|"
        "ready cash|loose change|spare change|coins|petty cash|physical money|physical cash|cash in hand|actual cash|"
        "real cash|notes and coins|cash notes|without bank|without a bank|without bank account|no bank|"
        "not have bank account|don't have bank|dont have bank|dont have a bank account|don't have bank account|"
        "haven't got a bank account|have no bank|no account at any bank|tangible money|cash only|by cash|in cash|"
        "pay cash|with cash|over the counter|greenbacks|cash dispenser|cash point|cash machines|cash recycler|"
        "cash into my|put some cash|load cash|cash deposit|cash ins|draw cash|cash it out|cash it|cash my balance|"
        "pull some cash|convert to cash|turn it into cash|turn it to cash|balance to cash|wallet to cash|redeem cash|"
        "claim the cash|pick up cash|cash outs|get physical cash|how much cash do i have|cash left|cash pro|cash app|"
        "cash code|digital cash|virtual cash|e cash|cashing in|cashed in|cashed out|cash outs mean|no cash came out|"
        "cash didn't come out|takes only cash|only takes cash|only accepts cash|into cash|as cash|cash register"
    ),
    "store": (
        "corner shop|corner store|bodega|kiosk|grocery store|grocery|grocer|sari sari|sari sari store|kirana|"
        "provision shop|shop assistant|shopkeeper|shop keeper|shop girl|shop guy|store clerk|store staff|shop staff|"
        "cashiers|cashier lady|cashier guy|lady at the counter|guy at the counter|counter staff|checkout counter|"
        "sales clerk|clerk|salesgirl|attendant|minimart|mini marts|minimarts|partner store|partner stores|"
        "partner shop|partner shops|storefront|shopfront|convenient store|convinience store|conveniance store|"
        "retailer|retail outlet|mom and pop|tindahan|checkout lady|alfa store|alfa shop|alfamart cashier|"
        "alfamart counter|alfamart kasir|indomaret store|indomaret shop|indomaret cashier|indomaret counter|"
        "ceria store|digibos agent|digibos agents|lkd agent|lkd agents|digibos shop|cant shop|unable to shop|"
        "pay in store|pay the shop|pay at the till|pay at shop|use it in shops|use it at shops|use at the till|"
        "app store|over the counter|code at the shop|code at the counter|code for the cashier|code for cashier|"
        "cashier code|store code|code for the shop|code to give the cashier|kaspro shop|kaspro store|kaspro stores|"
        "kaspro shops|kaspro counter|kaspro agent|kaspro agents|shop owner|shop owners|store owner|store owners|"
        "shops that accept|stores that accept|accepting shops|an agent please|live agent|human agent|shop for|"
        "at the counter|at the till|at the cashier|in front of the cashier|the cashier says|cashier said|"
        "cashier says|cashier asks|cashier asked|cashier wants|cashier is waiting|cashier waiting|cashier is asking|"
        "at the shop|at the store|standing in the shop|inside the shop|in which shop|which shop|which shops|"
        "which stores|what stores|my shop|my store|my warung|online shop"
    ),
    "phone": (
        "fone|my mobile|the mobile|a mobile|mobile handset|mobile set|samsung|xiaomi|oppo|vivo|realme|infinix|redmi|"
        "nokia|huawei|galaxy|ipad|tablet|blackberry|google pixel|old phone|new phone|another phone|different phone|"
        "second phone|fresh phone|replacement phone|smartphones|smart fone|cp|mobiles|handsets|cellfone|phones|"
        "hand phone|devices|banking on my phone|handphone banking|phone bank|banking from phone|bank on my phone|"
        "no longer have my phone|don't have my phone|phone died|phone is dead|my phone is gone|phone is gone|"
        "phone gone|phone broke|phone broken|broken phone|phone is broken|dead phone|phone snatched|phone stolen|"
        "stolen phone|lost phone|lost my phone|phone lost|phone missing|swipe my phone|phone you|phone kaspro|"
        "phone up|phone line|hp number|cell number|cellphone number|cell phone number|phone no|phone num|"
        "mobile phone number|two phones|2 phones|code sent to my phone|code to my phone|code on my phone|"
        "phone wallet|android app|iphone app|phone bill|phone me|home phone|house phone|phone credit|cell credit|"
        "phone load|load for my phone|phone balance|top up my phone|recharge my phone|reload my phone|phone plan|"
        "load my phone|phone top up|phone call from|changed phone|changed phones|changed my phone|change phone|"
        "change phones|switch phone|switched phones|bought a new phone|got a new phone|new handset|new device|"
        "move to a new phone|upgrade my phone|moved to iphone|first smartphone"
    ),
    "number": (
        "hp number|hand phone number|contact number|cell number|cellphone number|cell phone number|mobile no|"
        "phone no|ph no|mob no|contact no|sim card|simcard|sim cards|tel no|telephone number|mobile num|phone num|"
        "my digits|old number|new number|old no|new no|prepaid number|mobile phone number|simcards|esim|e sim|"
        "registered number|registered mobile|secret number|security number|6 digit number|six digit number|"
        "personal number|private number|support number|help number|care number|service number|office number|"
        "multiple numbers|second number|another number|extra number|other number|additional number|spare number|"
        "backup number|several numbers|two numbers|2 numbers|both numbers|different number|different numbers|"
        "alternate number|alternative number|id number|identity number|passport number|ic number|verification number|"
        "round number|round numbers|how many numbers|number of digits|licence number|virtual number|"
        "virtual bank number|virtual payment number|3929 number|first numbers|in front of my number|before my number|"
        "number in front|routing number|a c number|kaspro number|wallet number|number of my account|"
        "number of the account|foreign number|reference number|ref number|transaction number|trace number|"
        "meter number|top up my number|recharge my number|reload my number|load my number|no ktp|wrong number|"
        "to my number|to this number|to that number|his number|her number|their number|this number|unknown number|"
        "strange number|number is dead|number is inactive|number expired|number is expired|number no longer active|"
        "old number is dead|lost my number|changed my number|change my number|change number|changing my number|"
        "switched number|switched numbers|port my number|number recycled|no longer use that number|"
        "don't have that number"
    ),
    "two": (
        "pair of|multiple numbers|more then one|at the same time|simultaneously|second number|another number|"
        "extra number|other number|additional number|additional|spare number|backup number|one more|an extra|"
        "numerous|several numbers|two numbers|2 numbers|both numbers|different number|different numbers|two phones|"
        "2 phones|two accounts|2 accounts|second account|another account|extra account|multiple accounts|two sims|"
        "2 sims|second sim|two sim cards|twin sim|secondary|alternate number|alternative number|duo|triple"
    ),
    "email": "mail|mail address|mailbox|inbox|email id|mail id|emailed|emailing|e mails|mails|emai",
    "id_card": (
        "identification card|id number|identity number|citizen card|residence permit|stay permit|kitas|kitap|"
        "passport number|national identity|national identity card|aadhaar|aadhar|pan card|nric|ic number|"
        "driver's licence|drivers license|drivers licence|driving permit|photo id|id photo|id proof|"
        "proof of identity|proof of id|government id|citizenship card|resident card|residency card|residence card|"
        "identity|identity document|identity documents|identity papers|ids|family card|voter id|voters id|"
        "birth certificate|my papers|idcard|id cards|passports|docs|paperwork|residency permit|temporary residence|"
        "mail id|email id|foto id|id check|what documents|which documents|user id|kaspro id|wallet id|account id|"
        "foreign passport|transaction id|meter id|expired id|expired passport|lost my id|no id card|without id|"
        "don't have ktp|no ktp|without ktp|scan of my passport|sent my documents|sent my id"
    ),
    "photo": (
        "pic|pics|snap|snapshot|photograph|photographs|image|images|portrait|upload|uploading|uploaded|face scan|"
        "face check|facial|facial recognition|liveness|liveness check|blurry|blurred|take a pic|take a photo|"
        "take photo|take picture|take a selfie|self portrait|mugshot|headshot|selfi|selfies|pictures|"
        "photo of my face|picture of me|foto id|front camera|snap my|photo id|id photo|sent my photos"
    ),
    "verify": (
        "authenticate|authentication|prove who i am|prove it's me|prove its me|prove i am|prove my identity|"
        "confirm my identity|confirm identity|confirm who i am|identity check|id check|know your customer|"
        "background check|validate|validation|vetting|vet|verif|verfy|verifiy|verfied|verification process|"
        "identity verification|identity proof|ekyc|e kyc|video kyc|rekyc|screening|confirm it's me|verfication|"
        "checking my identity|full kyc|complete kyc|complete my kyc|finish kyc|fully verified|verified user|"
        "verified users|verified customer|kyc user|non verified|not verified|not verified yet|non kyc|without kyc|"
        "no kyc|isn't verified|identification card|verification sms|verify code|verification number|"
        "verification text|verification pin|kyc process|verified yet|am i verified"
    ),
    "otp": (
        "one time password|one time pin|one time code|one time passcode|confirmation code|confirm code|sms code|"
        "code by sms|code via sms|code by text|code in sms|texted code|text code|code in the text|activation code|"
        "authentication code|verification sms|verify code|verification number|verification text|verification pin|"
        "login code|log in code|sign in code|2fa|two factor|code you sent|code they sent|code you texted|"
        "code sent to my phone|code sent to me|code to my phone|code on my phone|registration code|otps|o t p|"
        "onetime password|onetime pin|code never came|code hasn't come|code not coming|code didn't come|"
        "code not received|resend otp|resend the otp|new otp|another otp|no otp|not getting otp|asked for my otp|"
        "asks for my otp|asking for my otp|wants my otp|asked my otp|gave my otp"
    ),
    "benefit": (
        "upside|upsides|plus side|pros|pros and cons|goodies|what's in it for me|whats in it for me|what's the point|"
        "whats the point|what's so good|what good is|good about|what's good|why should i|why would i|why bother|"
        "any use|worth it|worthwhile|get out of it|what i get|what will i get|what i will get|what do you get|"
        "what do we get|what can i get|do i get anything|gets me|extras|differ|differs|different between|"
        "different from|how different|what's different|whats different|what is different|difference between|compared|"
        "comparison|comparing|distinction|distinguish|better off|advantageous|beneficial|benifit|benifits|beneft|"
        "edge over|gain from|entitled|entitlement|entitlements|perk|merits|selling point|what does premium give|"
        "what more|what else can|upgrade worth|why upgrade|what changes if"
    ),
    "feature": (
        "functionality|functionalities|function|functions|capability|capabilities|facility|facilities|provide|"
        "provides|available service|available services|what all can|what can you do|what can it do|what does it do|"
        "what it can do|menu of services|use case|use cases|sms service|service desk|service centre|service center|"
        "cust service|customer services|service number|service charge|service charges|service fee|terms of service|"
        "service terms|service point|service provider|all features"
    ),
    "limit": (
        "ceiling|threshold|upper bound|upper limit|upper cap|allowance|limitation|limitations|limited to|"
        "no more than|not more than|at a time|in one go|in one shot|per day|daily limit|per transaction|go over|"
        "goes over|went over|go beyond|going over|over the limit|above the limit|hit the limit|hit my limit|"
        "reached the limit|reached my limit|limit reached|overlimit|over limit|limit over|too much|too large|too big|"
        "exceeding|exceeded|exceeds|excess|maxed|maxed out|max out|maxes out|greatest|how large|how much at most|"
        "how much maximum|how much max|how much is the max|max amount|max balance|max limit|maximum limit|as much as|"
        "highest amount|biggest amount|largest amount|how much can|how much may|how much am i allowed|how many can|"
        "allowed amount|permitted amount|crossed the limit|cross the limit|capped|capping|monthly limit|"
        "balance limit|spending limit|transfer limit|surpass|maximun|maximam|maxium|limt|limite|upper tier|"
        "lower limit|age limit|limit of funds|limit on funds|limit of fund|limit of the fund|limit of the funds|"
        "funds limit|cap on funds|maximum funds|maximum fund|fund cap|limit fund|limits on funds|limit for funds"
    ),
    "hold": (
        "contain|contains|park money|park my money|stash|leave inside|leave in my wallet|leave in my account|"
        "leave in the wallet|stay inside|sit in my|sits in my|sitting in my|accommodate|keep inside|have inside|"
        "have in my wallet|have in my account|have in the wallet|put inside|stored in|store inside|storing|pile up|"
        "accumulate|retain|carry in"
    ),
    "minimum": (
        "at least|starting from|as little as|fewest|how little|how small|minimum amount|min amount|not less than|"
        "no less than|lower limit|smallest amount|lowest amount|least amount|small amount|tiny amount|bare minimum|"
        "less than|minimun|minium|minimam|minima|start from how much|how low|lower bound|a few thousand|lowest tier|"
        "minimum age"
    ),
    "multiple_of": (
        "in steps of|steps of|denomination|denominations|rounded|round number|round numbers|round figure|"
        "round figures|in units of|units of|blocks of|in blocks of|divisible|lots of ten|odd amount|any amount|"
        "exact amount|uneven amount|multiplied by|multiplied|multiply of|multiplication|factor of|multiplies"
    ),
    "month": (
        "mth|mths|calendar month|each month|every month|a month|in a month|month end|end of month|end of the month|"
        "thirty days|30 days|per mth|monthwise|month by month|four weeks|one month|within a month|within one month|"
        "monthly limit|for months|6 month|six month|monthly fee|monthly bills|last month|next month"
    ),
    "inactive": (
        "lying idle|lies idle|sits idle|sat idle|sitting idle|just sitting there|abandon|abandoned|neglect|neglected|"
        "gather dust|gathering dust|collecting dust|left alone|left untouched|don't touch|dont touch|didn't touch|"
        "haven't touched|havent touched|not touch|not touching|no usage|not been used|hasn't been used|"
        "hasnt been used|haven't been using|havent used|dont use|didn't use|didnt use|doesn't use|not use|rarely use|"
        "seldom use|hardly use|barely use|hardly used|rarely used|stopped using|long time no use|long time not use|"
        "never touch|never used it|unutilised|unutilized|no movement|without movement|sleeping account|stale|"
        "non active|nonactive|no longer active|for months|for half a year|180 days|6 mths|six mths|half yr|6 month|"
        "six month|6months|lapse|lapsed|went quiet|no trx|no transaction for|not transacting|never transact|"
        "don't transact|no use for|unuse|keep it unused|dormancy|inactivated|zero activity|without activity|"
        "leave it for|leave it unused|long break|unused balance|number is inactive"
    ),
    "fee": (
        "levy|commission|surcharge|surcharges|service charge|service charges|service fee|admin charge|admin charges|"
        "admin cost|admin costs|administrative|admin fees|handling fee|processing fee|maintenance fee|monthly fee|"
        "debited|debits|deductions|deducting|taken off|taken from my balance|taken from my account|docked|skim|"
        "skimmed|eats up|eating my|eat my|eat into|nibble|shave off|minused|lessen|decrease|decreased|decreases|"
        "decreasing|dwindle|dwindling|shrinking|shrank|shrunk|rate card|pricing|price list|expensive|cheap|cheaper|"
        "pay extra|paying extra|extra cost|extra charge|extra charges|extra fee|extra fees|additional fee|"
        "additional fees|additional charge|additional charges|additional cost|hidden fee|hidden fees|hidden charges|"
        "hidden cost|hidden costs|cut from|got cut|get cut|gets cut|is cut|was cut|been cut|cutted|is being cut|"
        "cut my balance|cutting my balance|less than before|charging|how much does it cost|what does it cost|"
        "how much it cost|how much it costs|how much is the charge|do you charge|tariff|tariffs|going down by itself|"
        "gone down|dropped by itself|reducing|reduces|reduction|diminish|diminished|money cut|balance cut|"
        "balance reduced|transfer fee|transaction fee|withdrawal fee|top up fee|cost me|costing|upcharge|markup|"
        "take a cut|chargeable|feed my wallet|feed the wallet|no charge|no charges|no cost|at no cost|without charge|"
        "without charges|no fee|no fees|zero fee|zero fees|zero cost|without fee|without fees|without cost|"
        "free of cost|doesn't cost|dont charge|don't charge|not charged|fee free|no admin fee|no extra charge|"
        "costs nothing|cost nothing|in charge of|split the cost|charge him|charge her|for school fees|school fees|"
        "tuition fee|double charged|charged twice|deducted twice|officer in charge|in charge|balance went down|"
        "already deducted|been deducted|was deducted|charged already"
    ),
    "free_of_charge": (
        "no charge|no charges|no cost|at no cost|for nothing|without charge|without charges|no fee|no fees|zero fee|"
        "zero fees|zero cost|without fee|without fees|without cost|complimentary|waived|waive|foc|free of cost|"
        "doesn't cost|dont charge|don't charge|not charged|on the house|percuma|fee free|no admin|no admin fee|"
        "no extra charge|for free|without paying|don't pay|costs nothing|cost nothing|freebie|zero rupiah|"
        "free account"
    ),
    "interest": (
        "dividend|dividends|profit sharing|profit share|apr|apy|per annum|accrue|accrues|accrued|accruing|"
        "passive income|money grow|money grows|make money by|gain interest|pay me interest|pay interest|"
        "give interest|gives interest|interests|return on|compound|compounding|earn something|earned|annual return|"
        "get bigger by itself|increase by itself|grow by itself|grows|growing|yields|profit from my balance|intrest|"
        "interst|riba|usury"
    ),
    "somebody": (
        "my mate|a mate|mates|mum|mom|mummy|mommy|mama|papa|dad|daddy|hubby|missus|spouse|my partner|housemaid|maid|"
        "helper|my driver|nanny|nephew|niece|cousin|cousins|uncle|aunt|auntie|aunty|grandma|grandpa|grandmother|"
        "grandfather|granny|in law|in laws|mother in law|father in law|brother in law|sister in law|kid|kids|kiddo|"
        "sibling|siblings|relatives|relative|parents|parent|roommate|housemate|flatmate|colleague|colleagues|"
        "coworker|co worker|workmate|classmate|neighbour|neighbor|stranger|strangers|third person|3rd party|"
        "third parties|outsider|outsiders|whoever|everyone|everybody|fiance|fiancee|landlord|bloke|some guy|"
        "some person|a person|people|persons|kuya|tita|tito|lola|lolo|my bro|my sis|my guy|bff|bestie|barkada|"
        "no one else|nobody else|other persons|someone other|another user|other user|other users|different person|"
        "my employee|my staff|kaspro friend|stop anyone|ring someone|someone sent me|someone sends me|"
        "collect from others|get from others|family card|let someone use|let someone else use|let others use|"
        "let my wife use|let my husband use|transfer to someone else's name|give someone my account|"
        "put it in my wife's name|use someone's account|someone use my|used by others|tell anyone|telling anyone|"
        "told anyone|tell anybody|show anyone|someone saw|someone else's name|someone's name|my wife's name|"
        "my husband's name|somebody logged in|someone logged in|anybody there|anyone there|someone real|"
        "somebody real|someone human|someone to help|someone help|someone from kaspro|someone from your team|"
        "somebody from kaspro|speak to someone|talk to someone|speak to somebody|get me someone|anyone reading|"
        "is anyone there|is anybody there|anybody home|can anyone|can anybody|for anyone|to my friend|to my wife|"
        "to my husband|to my brother|to my sister|to my son|to my daughter|to my mother|to my father|to someone|"
        "to somebody|to another person|to a friend|if someone|someone told|my friend says|my friend said|"
        "someone called|somebody called|someone called me|someone knows my pin|mother's maiden name"
    ),
    "hand_over": (
        "sign over|signing over|gift my account|give away|giving away|gave away|give my account|gave my account|"
        "giving my account|rent out|rent my account|renting|sublet|let someone use|let someone else use|let him use|"
        "let her use|let others use|let my wife use|let my husband use|lending|lent|shared account|"
        "sharing my account|share one account|share account|joint account|share the account|bequeath|inheritance|"
        "heir|heirs|passed away|passes away|pass away|deceased|next of kin|nominee|reassign|reassigned|"
        "change of ownership|change owner|change ownership|sold|selling|handover|handing over|handed over|"
        "hand my account|hand it over|transfer ownership|transfer of ownership|transferrable|transferability|"
        "pass my account|pass it on|transfer to someone else's name|use together|buy an account|"
        "give someone my account|put it in my wife's name"
    ),
    "used_by": (
        "operate my|operated by|on my behalf|on his behalf|on her behalf|on behalf|handle my account|let him use|"
        "let her use|access my account|use mine|use of my account|using mine|uses my account|used my account|"
        "use his account|use her account|using his account|using her account|use someone's account|use my kaspro|"
        "using my kaspro|use my wallet|using my wallet|someone use my|log in as me|into my account|used by others|"
        "give my account back"
    ),
    "secret": (
        "keep it to myself|hush|hush hush|divulge|divulging|tell nobody|tell no one|tell anyone|telling anyone|"
        "told anyone|tell anybody|show anyone|expose|exposed|give out|giving out|gave out|spill|privacy|safeguard|"
        "guard it|guard my|keep safe|keep it safe|keep private|keep it private|keep secret|keep hidden|who pays if|"
        "who bears|whose fault|my fault|my own fault|at fault|to blame|who is to blame|accountable|liability|"
        "bear the loss|bear the risk|negligence|negligent|careless|carelessness|someone saw|saw my|seen my|peeked|"
        "peeping|shoulder surfing|watched me type|saw me type|let slip|found out my|knows my|guess my|guessed my|"
        "compromised|don't share|dont share|never share|not share|shared my|shared the|phished|told him my|"
        "told her my|gave him my|gave her my|gave my pin|told my pin|tell my pin|give my pin|share my pin|"
        "share my code|tell my code|undisclosed|confidentally|leaking|stolen pin|my responsibility|"
        "your responsibility|who is responsible|secret code|secret number|secret digits|secret six|private code|"
        "private number|secret pin|profit sharing|profit share|shared account|sharing my account|share one account|"
        "share account|share the account|my share|his share|her share|their share|shared my pin"
    ),
    "give": (
        "told|gave|given|supply|submit|mention|disclosed|inform|informing|demand|demands|demanded|request|requested|"
        "requests|requesting|hand out|let know"
    ),
    "safe": (
        "scammer|scammers|scammed|scamming|scams|phishing|con man|conman|conned|swindle|swindled|swindler|fraudster|"
        "fraudsters|fraudulent|crook|crooks|hoax|legit|legitimate|genuine|trust|trusted|trustable|reliable|protected|"
        "protection|risky|risk|dangerous|fishy|suspicious|dodgy|rip off|ripoff|encrypted|encryption|unsafe|insecure|"
        "spoof|fake|impostor|imposter|tricked|duped|cheated|cheater|shady|safely|secured|scamer|swindlers|"
        "can i trust|con artist|impersonating|impersonation|fake cs|fake staff|security code|security number|"
        "security pin|secure my account|keep safe|keep it safe|secure my money|keep my money safe|is my money safe|"
        "money safe|will my money be safe|my balance safe|is my balance safe"
    ),
    "refuse": (
        "bounce|bounced|bounces|turned down|turn down|knocked back|not approved|disapproved|disallowed|not allowed|"
        "not permitted|won't let me|wont let me|doesn't let me|didn't let me|not letting me|not let me|didn't work|"
        "didnt work|not processed|can't be processed|cannot be processed|couldn't be processed|refusal|rejection|"
        "declines|declining|transaction failed|failed transaction|payment failed|payment declined|payment rejected|"
        "payment refused|not success|not successful|no success|unsuccessfull|unsuccessfully|kept failing|"
        "keeps failing|keep failing|keeps getting declined|getting declined|got declined|got rejected|got refused|"
        "cannot go through|can't go through|cant go through|doesn't go through|doesnt go through|didnt go through|"
        "wont go through|not going through|isn't going through|failure|failing|not accept|won't accept|"
        "doesn't accept|don't accept|not accepting|won't take my|will not accept|knock back|aborted|cant pay|"
        "cant shop|cannot buy|can't buy|cant buy|unable to buy|unable to shop|unable to purchase|couldn't pay|"
        "couldnt pay|could not pay|not able to pay|rejects|denies|deny|failed to|rejected application|"
        "application rejected|application refused|denied access|access denied|pin rejected|pin not accepted"
    ),
    "insufficient": (
        "short of money|short of funds|short of balance|short by|running low|run out|ran out|running out|low balance|"
        "balance low|balance too low|balance is low|too little|not have enough|don't have enough|dont have enough|"
        "lacking|lack of|shortfall|inadequate|skint|no money|no funds|no balance|zero balance|nil balance|nil|"
        "out of money|out of funds|out of balance|penniless|depleted|used up|all gone|cleaned out|insufficent|"
        "unsufficient|not sufficient|sufficient|doesn't cover|won't cover|less balance|minus balance|nothing left|"
        "not enuf|enuf|not enough balance|not enough money|not enough funds|insuficient|empty wallet|empty balance|"
        "kulang|not enough na|i'm broke|im broke|am broke|too broke|empty my wallet|do i have enough|have i enough"
    ),
    "violate": (
        "infringe|infringement|flout|disobey|disobeyed|illegal|unlawful|illegally|forbidden|prohibited|abuse|abused|"
        "offence|offense|wrongdoing|misconduct|punish|punished|punishment|sanction|sanctions|sanctioned|penalised|"
        "penalized|penalties|consequence|non compliance|noncompliance|not comply|fail to comply|don't comply|"
        "not follow|don't follow|didn't follow|not obey|don't obey|bend the rules|broke the rules|broken the rules|"
        "breaking rules|break a rule|broke a rule|breached|breaching|contravene|money laundering|laundering|"
        "authorities|court order|law enforcement|detrimental|suspected|suspicious activity|criminal|crime|"
        "breaks the rules|violated|against your rules|against the terms|against the law|broke the terms|"
        "do something wrong|did something wrong|rule breakers|allowed to close|allowed to block|"
        "in trouble with the law"
    ),
    "why": (
        "for what reason|what reason|what's the reason|whats the reason|what is the reason|how so|because of what|"
        "what caused|what's causing|what is causing|what made|what triggered|trigger|triggers|what's behind|"
        "what led to|on what basis|basis for|explain why|tell me why|justify|justification|grounds for|grounds to|"
        "what for|why ah|why leh|why sia|why po|why so|why like that|bakit|what happened to|how can it be|"
        "possible cause|possible reason|under what circumstances|in which cases|in what cases|in what circumstances"
    ),
    "step": (
        "tap|tap on|tapping|button|buttons|icon|tab|pick|picking|key in|keyed in|keying in|punch in|fill out|fill in|"
        "typing|typed|insert|navigate|scroll|submenu|sub menu|dropdown|drop down|menus|choosing|chose|chosen|"
        "which option|which menu|what menu|push the button|choice|choices|entering|inputting|which button|options|"
        "go to menu"
    ),
    "wait": (
        "how soon|how many days|how many hours|how many minutes|how many working days|how long does|how long do|"
        "how long will|how much time|how much longer|working days|business days|processing time|turnaround|waited|"
        "pending|in process|under process|under review|in review|processing|how fast|how quick|delay|delayed|delays|"
        "approving|approve|approves|lead time|timeframe|time frame|timeline|in progress|being checked|being reviewed|"
        "being processed|takes forever|taking forever|take forever|taking ages|takes ages|take ages|so slow|slow|"
        "till when|until when|by when|eta|in the queue|been waiting|still waiting|how many weeks|assessed|assessment|"
        "still checking|when will it be approved|when will i be approved|when get approved|not approved|"
        "government approved|approved by bi|cashier is waiting|cashier waiting|pending approval|awaiting approval|"
        "waiting for approval|approval pending|approved yet|not approved yet|has it been approved|have you approved"
    ),
    "login": (
        "log me in|logging in|logged in|log on|logon|sign on|sign back in|signing in|log in again|login again|"
        "sign out|signed out|logged out|logging out|log off|log back in|re login|relogin|relogged|session expired|"
        "session|kicked out|kicks me out|logs me out|logged me out|signin|get back in|get in my account|"
        "access my account|can't get in|cannot get in|cant get in|let me in|get into my account|enter my account|"
        "can't log in|cant log in|cannot log in|can't login|cant login|cannot login|unable to login|unable to log in|"
        "login code|log in code|sign in code|log in as me"
    ),
    "delete": (
        "erase|erasing|erased|wipe|wiped|get rid of|uninstall|uninstalled|uninstalling|scrap|purge|permanently|"
        "clear my data|clear data|removal|reinstall|reinstalled|deletion|delete my account|remove my account|"
        "remove money|remove my money|deleted the code"
    ),
    "digits": (
        "numerals|numeral|characters|how many numbers|number of digits|how many digits|6 digits|six digits|"
        "four digits|4 digits|digit long|letters in it|figures|length of the pin"
    ),
    "remain": (
        "how much is left|how much left|what's left|whats left|what is left|left over|balance left|money left|"
        "still in there|still in it|still in my account|still in my wallet|still have money|still have balance|"
        "rest of my|rest of the money|residual|remainder|leftovers|unspent|unused balance|how much remains|"
        "how much remaining|remaining balance|remaining money|money still inside|any money left|"
        "what happens to my money|what happens to the money|money inside|remaining banks|what do i have left|"
        "left in my wallet|left in my account|cash left|nothing left|how much do i have left|have left|got left|"
        "no credit left|whatever is left|whatever's left|money left my account|left my account"
    ),
    "decide": (
        "set by|sets the|set the|fixed by|fixes|who fixes|govern|governs|governed|dictate|dictates|impose|imposed|"
        "imposes|power to|discretion|in charge of|stipulate|stipulated|laid down|establish|at its discretion|"
        "at your discretion|who controls|controls|who decides|decided|deciding|determined|determining|decision|"
        "prescribe|prescribes|who makes the"
    ),
    "licence": (
        "authorised|authorized|licenced|licensing|accredited|certified|supervised|supervises|supervision|oversight|"
        "regulator|regulators|regulatory|central bank|government approved|registered with|compliance|compliant|"
        "certificate|lawful|legally|monetary authority|bi licence|bi license|by bi|approved by bi|legality|permits|"
        "permitted by|legit|is it legal|licence number|licensed by|ojk registered|authorisation|authorization|"
        "residence permit|stay permit|driver's licence|residency permit|legal terms|without my permission|"
        "legal entity|legal action|legal name"
    ),
    "bot": (
        "robot|automated|auto reply|automatic reply|virtual assistant|artificial intelligence|are you human|"
        "are you a human|are you real|are you a person|are you a real person|are you a machine|are you a robot|"
        "are you ai|who are you|who am i talking to|am i talking to|computer answering|chatbots|talking to a machine|"
        "ai"
    ),
    "owner": (
        "belongs to|belong to|belonging to|account holder|holder|under my name|in my name|in the name of|"
        "under the name|registered to|registered name|different name|someone else's name|someone's name|"
        "change of name|name change|account name|whose name|rightful|possession|on my name|in another name|"
        "my wife's name|my husband's name|owners|owned by|change of ownership|change owner|change ownership|"
        "transfer ownership|transfer of ownership|full name of|shop owner|shop owners|store owner|store owners|"
        "business owner"
    ),
    "machine": (
        "card reader|edc|edc machine|pos machine|atm card|bank card|cardreader|vending machine|danamon machine|"
        "danamon machines|bank machine|money machine|teller machine|atm machine|atm machines|cash machines|pan card|"
        "resident card|residency card|residence card|family card|id cards|are you a machine|talking to a machine|"
        "automated teller machine|automated teller machines|not a machine|at the machine|machine ate|ate my card|"
        "swallowed my card|machine swallowed|took my card|doesn't take cards"
    ),
    "cannot": (
        "can not|cant|couldnt|could not|unable to|not possible|impossible|not able to|doesn't allow|won't allow|"
        "not allow|can't seem to|struggling|struggle|no way to|no luck|is cannot|also cannot|cannot one|still cannot|"
        "still can't|still cant|tried but|can't even|cant even|couldn't even|canot|cannt|cann't|cnt|can't buy|"
        "cannot buy|unable to buy|unable to shop|unable to purchase|not able to pay|couldn't pay|can't locate|"
        "cannot locate|couldn't find|unable to find|can't recall|cannot recall|unable to recall|unable to remember|"
        "couldn't remember|can't think of|can't be processed|cannot be processed|couldn't be processed|"
        "cannot go through|can't go through|can't get in|cannot get in|can't log in|cannot log in|can't login|"
        "cannot login|unable to login|unable to log in|can't access|cannot access|couldn't access|unable to access|"
        "can't read|cannot read"
    ),
    "requirement": (
        "prerequisite|prerequisites|what must i have|what should i prepare|what to prepare|what to bring|"
        "what do i bring|what should i bring|bring along|bring with me|must i bring|must have|have to have|necessary|"
        "compulsory|mandatory|criteria|criterion|qualifications|qualification|what docs|which docs|what documents|"
        "which documents|need to bring|need to submit|need to have|do i need|will i need|would i need|what is needed|"
        "what's needed|whats needed|what are needed|things needed|needed for|needs to be|checklist|formalities|"
        "is required|is it required|minimum age|age limit|how old|who can apply|what do you need|"
        "what you need from me|requirment|requirments|requires|requiring|necessities|preparation|preparations"
    ),
    "terms": (
        "tnc|t and c|t n c|ts and cs|tncs|fine print|small print|contract|stipulation|stipulations|guidelines|"
        "guideline|terms of service|tos|terms of use|service terms|policies|regulation|regulations|provision|"
        "provisions|general terms|clauses|paragraph|legal terms|user agreement|term and condition|"
        "term and conditions|terms and condition|term of use|termcondition|articles|point in the terms|agreements|"
        "stated in the terms|bend the rules|broke the rules|broken the rules|breaking rules|break a rule|"
        "broke a rule|breaks the rules|against your rules|against the terms|broke the terms|rule breakers|"
        "in simple terms|terms mean|privacy policy"
    ),
    "notice": (
        "heads up|alert|alerts|warned|warning|forewarned|advance notice|prior notice|told in advance|let me know|"
        "let us know|inform me|inform us|inform|informing|notified|notifying|announcement|announced|circular|"
        "in writing|be told|being told|keep me posted|push notification|sms notification|reminder|remind me|notif|"
        "notifs|notifications|letting me know|notices|told beforehand|tell me before|tell me first|warn me|"
        "prior notification|without notice|without prior notice|at a moment's notice"
    ),
    "anytime": (
        "whenever|at will|whenever you like|whenever you want|whenever they want|as they like|as you like|"
        "as you please|at any moment|overnight|out of the blue|out of nowhere|without warning|without telling|"
        "without notice|without asking|without prior notice|without consent|on a whim|of your own accord|one sided|"
        "one sidedly|at any point|arbitrarily|arbitrary|all of a sudden|sudden|simply like that|just like that|"
        "without informing|without my knowledge|without my permission|without my consent|at a moment's notice|"
        "any moment"
    ),
    "define": (
        "what was|wat is|wats|wot is|wut is|wots|what's a|what is a|what is an|what is the|whats a|whats the|what r|"
        "tell me about|tell me what|explain what|explain the|explain to me|what the heck is|what the hell is|"
        "what on earth is|what sort of thing|what kind of thing|what's this|what is this|whats this|what's that|"
        "who is|who's|who's this|what would be|what's it|what is it|what do you call|ano ang|ano yung|what ah|issit|"
        "what is meant by|what's meant by|whats meant by|what do you mean by|what does it mean|what does that mean|"
        "describe what"
    ),
    "meaning": (
        "refer to|refers to|referred to|denote|denotes|signify|signifies|qualifies as|qualify as|considered as|"
        "definition of|short for|acronym|abbreviation|abbrev|full form|fullform|full name of|known as|regarded as|"
        "regarded|treated as|fall under|falls under|counted|counted as|in plain english|in simple words|"
        "in simple terms|in plain words|layman|interpretation|interpret|interpreted|concept of|terminology|jargon|"
        "comprise|comprises|consist of|consists of|made up of|covers|covered|covered by|what is meant by|"
        "what's meant by|whats meant by|what do you mean by|what does it mean|what does that mean|what you mean|"
        "meaning of|meaning ah|meanin|defintion|definitions|defination|definetion|defining|defines|terms mean|"
        "described as|understood as|what do they call|stand for what|who counts|who qualifies as|constitutes|"
        "constitute|deemed|deem|term and condition|term and conditions|term of use|describe what|cash in means|"
        "cash outs mean"
    ),
    "kaspro": (
        "caspro|cas pro|cass pro|cash pro|cashpro|kass pro|kaz pro|kazpro|kapro|qaspro|kaspro friend|"
        "another kaspro user|pay with kaspro|paying by kaspro|create kaspro|make kaspro account|open kaspro|"
        "new to kaspro|get kaspro|getting kaspro|premium kaspro|normal kaspro|quit kaspro|leave kaspro|"
        "leaving kaspro|stop kaspro|done with kaspro|mail kaspro|ring kaspro|phone kaspro|reach kaspro|"
        "write to kaspro|message kaspro|call kaspro|use my kaspro|using my kaspro|my kaspro|kaspro acct|kaspro shop|"
        "kaspro store|kaspro stores|kaspro shops|kaspro counter|kaspro agent|kaspro agents|kaspro kiosk|kaspro point|"
        "kaspro booth|kaspro application|kaspro number|kaspro id|kaspro no|kaspro acc no|kaspro users|kaspro user|"
        "kaspro platform|kaspro server|kaspro servers|system of kaspro|makes kaspro|made kaspro|kaspro to bank|"
        "from kaspro to bank|dear kaspro|someone from kaspro|somebody from kaspro|bank to kaspro|to my kaspro|"
        "into my kaspro|to my kaspro account"
    ),
    "wallet": (
        "mobile wallet|online wallet|electronic wallet|virtual wallet|phone wallet|money app|pay app|payments app|"
        "cash app|wallet app|e purse|purse|mobile money|walet|wallets|e walet|fintech|digi wallet|digital purse|"
        "wallett|electronic purse|add credit to my wallet|feed my wallet|feed the wallet|load my wallet|"
        "fund the wallet|fund wallet|credit the wallet|wallet to cash|empty my wallet|wallet to wallet|"
        "set up a wallet|create a wallet|open wallet|open a wallet|get a wallet|wallet pin|stop my wallet|"
        "pause my wallet|hit my wallet|what's in my wallet|whats in my wallet|what is in my wallet|left in my wallet|"
        "state of my wallet|leave in my wallet|leave in the wallet|have in my wallet|have in the wallet|"
        "use my wallet|using my wallet|empty wallet|still in my wallet|what kind of thing|wallet account|"
        "wallet number|wallet id|wallet no|wallet to bank|bank to wallet|to my wallet|into my wallet|to this wallet|"
        "into this wallet|in my wallet|my own wallet"
    ),
    "qr": (
        "qr pay|scan to pay|scan and pay|scan pay|qr payment|qr scanner|qr sticker|qr standee|scanner|scanning|"
        "scanned|square code|bar code|scan code|scan the code|scan this|scan it|qrs|q r|q r i s|qr codes|qris code|"
        "qris payment|code at the shop|code at the counter|point the camera|scan of my passport"
    ),
    "account": (
        "profile|my kaspro|wallet account|user id|username|user name|acount|accnt|accaunt|accout|my registration|"
        "accts|kaspro acct|load my account|credit my account|setup account|set up account|set up my account|"
        "create my account|make account|make kaspro account|open my account|start an account|have no account|"
        "don't have an account|dont have an account|dont have account|don't have account|no account yet|"
        "get an account|better account|convert my account|turn my account|vip account|full account|upgraded account|"
        "premium accounts|normal account|ordinary account|standard account|plain account|free account|lite account|"
        "usual account|simple account|starter account|regular accounts|reguler account|kind of account|"
        "sort of account|account level|account levels|account status|account tier|account tiers|account category|"
        "account class|account kind|account grade|class of account|kinds of accounts|type of account|"
        "types of account|types of accounts|which account do i have|stop my account|stop the account|hold my account|"
        "pause my account|pause the account|secure my account|account on hold|account got locked|account is locked|"
        "account was locked|account is blocked|account was blocked|account got blocked|shut my account|"
        "shut the account|shut down my account|cancel my account|cancel the account|cancel account|end my account|"
        "get rid of my account|get my account back|got my account back|want my account back|back into my account|"
        "release my account|hit my account|hits my account|enter my account|entered my account|what's in my account|"
        "whats in my account|what is in my account|left in my account|no account at any bank|two accounts|2 accounts|"
        "second account|another account|extra account|multiple accounts|leave in my account|have in my account|"
        "sleeping account|taken from my account|gift my account|gave my account|giving my account|rent my account|"
        "shared account|sharing my account|share one account|share account|joint account|share the account|"
        "hand my account|pass my account|buy an account|give someone my account|handle my account|access my account|"
        "use of my account|uses my account|used my account|use his account|use her account|using his account|"
        "using her account|use someone's account|into my account|get in my account|get into my account|"
        "delete my account|remove my account|still in my account|account holder|account name|current account|"
        "checking account|bank accounts|virtual acount|v account|account of a user|account of the user|"
        "customer account|accounts of users|account no|account num|account id|number of my account|"
        "number of the account|kaspro acc no|account holders|to the bank account|to my acc at|account statement|"
        "wrong account|to my kaspro account|money left my account|left my account|protect my account|"
        "recover my account|rescue my account"
    ),
    "bank": (
        "current account|checking account|bank book|passbook|bank accounts|bank details|banker|my bank|the bank|"
        "own bank|financial institution|which of the banks|list of banks|bank list|supported banks|supported bank|"
        "partner bank|partner banks|participating banks|banking details|bank central asia|bca bank|"
        "bank negara indonesia|bni bank|bank rakyat indonesia|bri bank|cimb bank|cimb niaga bank|bank niaga|"
        "danamon bank|bank danamon|bank of china|my own bank|my bank isn't there|my bank isn't listed|"
        "my bank is not listed|my bank is not there|bank not listed|unlisted bank|rest of the banks|remaining banks|"
        "a smaller bank|small bank|rural bank|regional bank|islamic bank|sharia bank|syariah bank|bank not mentioned|"
        "none of those banks|none of these banks|bank besides|banks besides|banks apart from|different banks|"
        "to any bank|banking on my phone|mobile app of my bank|app of my bank|handphone banking|phone bank|"
        "banking from phone|banking on mobile|bank on my phone|internet bank|e bank|bank portal|banking portal|"
        "banking site|bank's site|online bank|banking website|home banking|desktop banking|banking online|"
        "bank online|text banking|message banking|bank machine|bank in|banked in|bank notes|bank note|without bank|"
        "without a bank|without bank account|no bank|not have bank account|don't have bank|dont have bank|"
        "dont have a bank account|don't have bank account|haven't got a bank account|have no bank|"
        "no account at any bank|central bank|bank card|virtual bank number|virtual bank account|code of the bank|"
        "code for the bank|code of bank|code for bank|code of my bank|code of destination bank|atm of a bank|"
        "atms of banks|atm of the bank|atms of the bank|bank cash machine|banks atm|to my own bank|to our bank|"
        "into a bank|into bank|into the bank|into my bank|bank transfer|bank transfers|to his bank|to her bank|"
        "to their bank|to his bank account|to her bank account|bank teller|wrong bank|from my bank|from bank|"
        "from a bank|from the bank|from my bank account|from bank account|bank to wallet|bank to kaspro|"
        "out of my bank"
    ),
    "va": (
        "virtual number|v a|virtual account no|virtual bank number|virtual bank account|virtual account code|"
        "virtual code|virtual accnt|virtual acount|virtual payment number|3929 number|va code|v account|"
        "payment account number|virtual ac|my virtual"
    ),
    "prefix": (
        "10901|prefix|leading digits|first digits|first numbers|starting digits|front digits|in front of my number|"
        "before my number|digits before|starts with|begins with|number in front|code in front|initial digits|"
        "front code|3929 number"
    ),
    "bank_code": (
        "code of the bank|code for the bank|swift code|sort code|routing number|ifsc|ifsc code|bsb|institution code|"
        "destination bank code|code of bank|code for bank|code of my bank|code of cimb|cimb code|cimb bank code|"
        "clearing code|transfer code|bic|code of destination bank|which code for transfer|bankcode|rtgs code"
    ),
    "token": (
        "redeem code|redemption code|payment code|withdrawal code|withdraw code|cash out code|cashout code|cash code|"
        "code for the cashier|code for cashier|cashier code|pickup code|collection code|claim code|code for the atm|"
        "code for atm|code to show|top up code|topup code|store code|tokens|tokan|tokken|code|codes|cardless code|"
        "code for the shop|code to give the cashier|code expired|expired code|code has expired|new token|tokn|"
        "reference code|danamon token|electricity token|power token|electric token|prepaid token|pln token|"
        "another token|fresh token|token expired|expired token|token invalid|invalid token"
    ),
    "outlet": (
        "kaspro shop|kaspro store|kaspro stores|kaspro shops|kaspro counter|kaspro agent|kaspro agents|kaspro kiosk|"
        "service point|kaspro point|your outlet|your outlets|outlet location|kaspro booth"
    ),
    "user_account": "account of a user|account of the user|customer account|accounts of users",
    "application": (
        "software|mobile program|the app itself|your app|this app|mobile app|android app|ios app|iphone app|"
        "kaspro application|application interface|bca apps|octo app|mobile app of my bank|app of my bank|"
        "mobile banking app|m banking app|app store|application for|money app|pay app|payments app|cash app|"
        "wallet app|app users|application pending|application status|application refused|the app says|the app said"
    ),
    "bank_atm": (
        "atm of a bank|atms of banks|atm of the bank|atms of the bank|bank cash machine|automated teller machine|"
        "automated teller machines|automated teller|automatic teller|bank's machine|banks atm"
    ),
    "fund_limit": (
        "limit of funds|limit on funds|limit of fund|limit of the fund|limit of the funds|funds limit|cap on funds|"
        "maximum funds|maximum fund|fund cap|fund ceiling|fundlimit|limit fund|limits on funds|limit for funds"
    ),
    "udd": (
        "user diligence|diligence|customer due diligence|cdd|user due dilligence|due dilligence|know your customer|"
        "know your user|kyc process|udd process|user due diligance|full kyc|complete kyc|complete my kyc|finish kyc|"
        "kyc user|non kyc|without kyc|no kyc|e kyc|video kyc"
    ),
    "force_majeure": (
        "volcano|eruption|volcanic eruption|landslide|pandemic|epidemic|lockdown|storm|cyclone|typhoon|blackout|"
        "power outage|power cut|brownout|unforeseen|unforeseeable|acts of god|calamity|calamities|natural calamity|"
        "catastrophe|terrorism|terrorist|terror attack|bomb|civil unrest|unrest|beyond your control|"
        "beyond our control|beyond its control|beyond their control|out of your control|out of our control|"
        "outside your control|outside its control|outside the control|outside control|quake|floods|flooding|flooded|"
        "wildfire|uncontrollable|force major|vis major|superior force|majeure|majeur|lightening strike|"
        "lightning strike|wars|riots|hurricanes|act of nature|emergency beyond"
    ),
    "merchant": (
        "vendor|vendors|trader|sellers|stall holder|stallholder|shop owner|shop owners|store owner|store owners|"
        "business owner|partner merchant|retailers|business partner|hawker|hawkers|stall|stalls|business entity|"
        "shops that accept|stores that accept|places that accept|places that take|where it's accepted|"
        "where is it accepted|accepting shops|merchandiser|merchand|marchant|pay merchant|pay the merchant|"
        "pay at merchant|merchant payment|merchant payments|payment to merchants|payments to merchants|"
        "paying merchants|payment to merchant"
    ),
    "account_number": (
        "account no|account num|a c number|ac no|kaspro number|kaspro id|kaspro no|wallet number|wallet id|"
        "account id|number of my account|number of the account|kaspro acc no|accountnumber|wallet no|"
        "payment account number"
    ),
    "users": (
        "customer|customers|account holders|subscriber|subscribers|clients|client|members|member|consumers|consumer|"
        "those who use|people who use|app users|kaspro users|kaspro user|another kaspro user|fellow user|"
        "user to user|first time user|full user|upgraded user|verified user|verified users|premium users|kyc user|"
        "normal user|normal users|ordinary user|standard user|regular users|user level|user levels|user type|"
        "user types|type of user|types of user|types of users|kinds of user|kinds of users|user category|"
        "user categories|another user|other user|other users|user agreement|user id|user name|account of a user|"
        "account of the user|accounts of users|user diligence|user due dilligence|know your user|user due diligance|"
        "to another user"
    ),
    "expenditures": (
        "spendings|purchase of goods|purchase of goods and services|payment for goods|payment for purchases|"
        "payments for purchases|pay for goods|goods and services|goods or services|outlay|merchant payment|"
        "merchant payments|payment to merchants|payments to merchants|paying merchants|payment to merchant|"
        "expenditure payment|expenditures payment|payment of expenses|expences"
    ),
    "bill": (
        "invoice|invoices|electric bill|electricity bill|electrical bill|electricity bills|power bill|light bill|"
        "current bill|water bill|water bills|phone bill|telephone bill|landline bill|internet bill|broadband bill|"
        "cable bill|cable tv|tv bill|tv subscription|utility bill|utility bills|billing|biller|billers|dues|due date|"
        "overdue|arrears|post paid|past due|landline|household bills|monthly bills|paybills|bil|bils|settle bills|"
        "paying bills|pay bills|pay my bills|electricity token|prepaid electricity|electricity meter|pln token|"
        "pln bill|buy electricity|electricity credit|pdam bill|water utility|internet bills|indihome bill|"
        "telkom bill|bpjs bill|bpjs kesehatan|bpjs contribution|bpjs dues"
    ),
    "system": (
        "kaspro platform|platform|back end|backend|server|servers|your system|your systems|kaspro server|"
        "kaspro servers|systems|sytem|system of kaspro"
    ),
    "transaction": (
        "txn|txns|tx|trxn|transact|transacts|transacting|dealings|transction|transcation|transactional|trancation|"
        "tranaction|trnx|transations|tranx|transaction pin|per transaction|no trx|not transacting|transaction fee|"
        "transaction failed|failed transaction|recent transactions|last transactions|latest transactions|"
        "past transactions|transaction list|transaction history|list of transactions|transaction number|"
        "transaction id|transaction reference|unknown transaction"
    ),
    "electronic_money": (
        "digital money|digital cash|virtual money|virtual cash|e cash|ecash|online money|electronic fund|"
        "electronic funds|electronic value|money in electronic form|electronic moneys|elektronic money"
    ),
    "cash_in_word": "cash ins|cashing in|cashed in|cash in means|need cash in hand|cash in hand",
    "cash_out_word": (
        "cash outs|cashouts|cashing out|cashed out|cash outs mean|physical cash out|cash out code|cashout code"
    ),
    "pt_spi": (
        "p t spi|founder|founders|founded|who created|who made|who built|developer|developers|maker of|makers of|"
        "corporation|corp|firm|parent company|holding company|legal entity|managed by|manages|runs this|runs it|"
        "operated by|run by|who is behind|who's behind|whos behind|behind this|headquarters|headquarter|head office|"
        "provider|service provider|whose company|solusi pasti company|spi company|made by|created by|built by|"
        "developed by|makes kaspro|made kaspro|who operates|published by|issued by|issuing company|operate my|"
        "owned by|which company"
    ),
    "to_bank": (
        "back to my bank|back to bank|to another bank|to other bank|to other banks|to any bank|to my own bank|"
        "to our bank|out to my bank|out to bank|into a bank|into bank|into the bank|into my bank|bank transfer|"
        "bank transfers|interbank transfer|to bca|to bni|to bri|to mandiri|to cimb|to danamon|to my bca|to my bni|"
        "to my bri|to my cimb|to my mandiri|into bca|into bni|into bri|into cimb|into mandiri|to his bank|"
        "to her bank|to their bank|wallet to bank|kaspro to bank|from kaspro to bank|to the bank account|"
        "to his bank account|to her bank account|to my acc at"
    ),
    "~show": (
        "show me|show us|let me see|lemme see|let's see|lets see|pull up|bring up|display|view|see my|check my|"
        "check the|open up|give me a look|have a look|take a look|look at|look up|peek at my|print out|list my|"
        "list down|list out|list all|tell me my|what's my|whats my|what is my|check for me|can see|can i see|"
        "can check|can i check|run through|remind me what|show it|showing"
    ),
    "~want": (
        "i want|i want to|i wanna|wanna|want to|wants to|i'd like|i'd like to|i would like|i would like to|"
        "would like to|i need to|i need|need to|gotta|gonna|got to|i have to|i must|planning to|plan to|trying to|"
        "try to|about to|going to|intend to|wish to|i wish|looking to|hoping to|desire|willing to|keen to|i wan|"
        "i wan to|im trying|fancy"
    ),
    "~give_me": (
        "give me|gimme|get me|hand me|send me|pass me|grant me|fetch me|let me have|may i have|could i have|"
        "can i get|could i get|can i please have|provide me|issue me|make me a|generate me|share me|drop me|"
        "sort me out|hook me up|lend me a hand"
    ),
    "~do_for_me": (
        "please do|do it|do it for me|do this for me|please process|process it|please proceed|proceed|go ahead|"
        "carry on|kindly|kindly do|help me|help me to|can you help|could you help|pls help|can you please|"
        "could you please|can u|could u|would you|do the needful|needful|assist|assist me|assistance|sort it|"
        "sort this|just do it|get it done|take care of it|handle it|arrange|lend a hand|put through|set it up"
    ),
    "~remaining": (
        "how much is left|how much left|how much do i have left|what's left|whats left|what is left|"
        "left in my wallet|left in my account|still got|still have|have left|got left|money left|how much remains|"
        "how much remaining|remaining balance|remaining money|any money left|cash left"
    ),
    "~arrived_not": (
        "not arrived|not arrived yet|hasn't arrived|hasnt arrived|haven't arrived|has not arrived|didn't arrive|"
        "didnt arrive|never arrived|not received|not received yet|haven't received|havent received|hasn't received|"
        "have not received|has not received|didn't receive|didnt receive|did not receive|never received|not receive|"
        "not yet received|never got|haven't got|havent got|didn't get|didnt get|did not get|not come in|hasn't come|"
        "hasnt come|not come|didn't come|never came|not in yet|not showing|not showing up|doesn't show|not reflected|"
        "not reflecting|doesn't reflect|didn't reflect|not credited|not credited yet|hasn't been credited|"
        "wasn't credited|yet to receive|yet to arrive|yet to come|still not in|still not there|still not here|"
        "still nothing|nothing yet|no sign of|not there yet|hasn't landed|not landed|didn't land|hasn't shown up|"
        "hasn't gone in|not gone in|not entered|hasn't entered|not reach|not reached|didn't reach|hasn't reached|"
        "where's my money|where is my money|wheres my money|lost in transit|in limbo|gone astray"
    ),
    "~arrived": (
        "has arrived|have arrived|has it arrived|did it arrive|has it come|did it come|did it go through|"
        "went through|gone through|has gone through|did you get it|is it in yet|came in yet|came through|landed yet|"
        "got it already|already received|already in|did i receive|did i get|have i received|have i got paid|"
        "has it landed|received already|reflected|reflecting"
    ),
    "~error": (
        "error|errors|error message|error code|something went wrong|went wrong|try again later|crash|crashes|crashed|"
        "crashing|freezes|hangs|hanging|stuck|stuck at|stuck on|blank|blank screen|white screen|black screen|"
        "not loading|won't load|wont load|doesn't load|not opening|won't open|wont open|doesn't open|force close|"
        "force closes|keeps closing|timeout|time out|timed out|not responding|unresponsive|no response|laggy|lag|"
        "offline|under maintenance|maintenance|invalid|failed to|oops|glitching|spinning|loading forever|"
        "keeps loading|eror"
    ),
    "~screen": (
        "screen|screens|page|pages|home screen|main screen|homepage|home page|screenshot|screen shot|screengrab|"
        "popup|pop up|link|the link|url|keypad|chat window|display shows|dark mode|interface"
    ),
    "~employer": (
        "employer|my boss|office|my office|company pays|workplace|supervisor|manager|payroll|wages|wage|paycheck|"
        "paycheque|payday|pay day|sweldo|sahod|my company|my employer|contractor|client paid|factory|hr department|"
        "overtime pay|stipend"
    ),
    "~family_member": (
        "mum|mom|mummy|mommy|mama|papa|dad|daddy|hubby|missus|spouse|my partner|nephew|niece|cousin|cousins|uncle|"
        "aunt|auntie|aunty|grandma|grandpa|grandmother|grandfather|granny|in law|in laws|mother in law|father in law|"
        "brother in law|sister in law|kid|kids|kiddo|sibling|siblings|relative|relatives|parents|parent|fiance|"
        "fiancee|kuya|tita|tito|lola|lolo|twin|stepmother|stepfather|stepson|godson|grandson|granddaughter|wifey|"
        "wife|husband|brother|sister|son|daughter|mother|father|family|child|my bro|my sis|amma|appa|asawa"
    ),
    "~household": (
        "maid|housemaid|helper|domestic helper|nanny|babysitter|gardener|my driver|cleaner|landlord|landlady|tenant|"
        "boarding house|kost|rent|house rent|room rent|security guard|plumber|electrician|handyman|tutor"
    ),
    "~abroad": (
        "foreigner|foreigners|expat|expats|expatriate|tourist|tourists|traveller|traveler|travellers|backpacker|bule|"
        "immigrant|migrant|migrant worker|tki|ofw|out of the country|outside indonesia|from another country|"
        "non indonesian|not indonesian|not a citizen|visiting indonesia|holidaymaker|living in bali|roaming|"
        "singapore|malaysia|australia|india|philippines|hong kong|taiwan|saudi|dubai|england|america|japan|"
        "foreign number|foreign passport|abroad|overseas"
    ),
    "~debt": (
        "owe|owes|owed|owing|i owe|owe me|owes me|owed me|debt|iou|pay me back|pay back|paid me back|pays me back|"
        "repay|repaid|lent|settle up|square up|still owes|hasn't paid me|unpaid|outstanding|even up|my share|"
        "his share|her share|their share|split the|split it|split between|split equally|split the cost|go dutch|"
        "dutch|divvy up|chip in|each pays|per head|per person"
    ),
    "~ask_money": (
        "request money|requesting money|ask for money|ask him for|ask her for|ask them for|ask money|collect from|"
        "collect money from|bill him|bill her|charge him|charge her|invoice him|invoice her|chase him|chase her|"
        "remind him to pay|remind her to pay|dun|bug him|bug her|nudge him|nudge her|make him pay|make her pay|"
        "get him to pay|get her to pay|tell him to pay|tell her to pay|payment request|money request|send a request|"
        "request from|request payment"
    ),
    "~purpose": (
        "for lunch|for dinner|for breakfast|for coffee|for groceries|for food|for gas|for petrol|for fuel|for rent|"
        "for school|for school fees|for the taxi|for tuition|for a gift|for a present|for his birthday|"
        "for her birthday|for the wedding|for the trip|for tickets|for drinks|for snacks|for pocket money|"
        "pocket money|allowance money|with note|with the note|with a note|note says|message says|with message|"
        "with the message|note that|reference note|memo|remark|remarks|caption|school fees|tuition fee|gift money|"
        "birthday gift|wedding gift|angpao|ang pao|angpow|red packet|hongbao|aguinaldo|thr|eidi"
    ),
    "~past": (
        "yesterday|just now|earlier|earlier today|this morning|last night|last week|last month|last year|"
        "the other day|ago|days ago|hours ago|minutes ago|a while ago|a moment ago|recently|previously|previous|"
        "already|just sent|just paid|just did|since yesterday|since this morning|since monday|since last|last time|"
        "last monday|last friday|in the past|back then|before this|day before yesterday|kanina|kahapon|already did|"
        "had been"
    ),
    "~history_words": (
        "history|statement|statements|mini statement|account statement|e statement|activity|recent activity|"
        "recent transactions|last transactions|latest transactions|past transactions|transaction list|"
        "transaction history|list of transactions|recents|ledger|records|record of|log of|mutation|mutations|"
        "movements|in and out|ins and outs|money in and out|where did my money go|where has my money gone|"
        "where my money went|what did i spend|what have i spent|how much did i spend|how much have i spent|"
        "spending history|my spending|expense report|passbook update|who paid me|who sent me|last five|last 5|"
        "last ten|last 10|last three|last 3|incomings|outgoings|debits and credits"
    ),
    "~receipt": (
        "receipt|receipts|proof of payment|proof of transfer|proof|payment proof|transfer slip|slip|reference number|"
        "ref no|ref number|transaction number|transaction id|transaction reference|confirmation message|"
        "confirmation sms|evidence|resibo|trace number|stamped"
    ),
    "~soon": (
        "soon|asap|a s a p|right now|right away|immediately|at once|straight away|straightaway|urgent|urgently|"
        "urgency|hurry|hurry up|quick please|in a hurry|rush|rushing|emergency|this instant|this minute|this second|"
        "instantly|instant|pronto|chop chop|faster|without delay|on the double|real time|straight|"
        "before it's too late|time is ticking|need it now|now now|now na"
    ),
    "~later": (
        "later|later on|not now|another time|next time|some other time|next week|next month|next year|tomorrow|tmr|"
        "tmrw|tomoro|the day after|in future|in the future|in a while|maybe later|standing order|every friday|"
        "every monday|recurring|automatic payment|auto debit|autopay|autodebit|weekly|every week"
    ),
    "~angry": (
        "angry|furious|annoyed|annoying|pissed|pissed off|fed up|sick of|sick and tired|frustrated|frustrating|"
        "ridiculous|unacceptable|disgusting|useless|rubbish|pathetic|terrible|horrible|awful|worst|lousy|crap|crappy|"
        "bullshit|wtf|wth|damn|bloody|bloody hell|shit|stupid|idiot|idiots|disappointed|disappointing|outrageous|"
        "shame on you|how dare|waste of time|wasting my time|hopeless|nonsense|give up on you|never again|"
        "incompetent|appalling|shocking service|bad service|poor service|sian"
    ),
    "~fear": (
        "scared|scary|panic|panicking|panicked|freaking out|freaked out|terrified|nervous|anxious|stressed|stressing|"
        "desperate|desperately|worry|worries|worrying|fear|frightened|paranoid|uneasy|help help|please help me|sos|"
        "oh no|omg|oh my god|dear god|unsure|alarmed|lost everything|crying|hacked|got hacked|been hacked|hijacked|"
        "taken over|somebody logged in|someone logged in|not me|wasn't me|it wasn't me|i didn't do|didn't make this|"
        "unauthorised|unauthorized|don't recognise|don't recognize|unknown transaction"
    ),
    "~stop": (
        "stop|stop it|stop this|stop that|cancel|cancel it|cancel that|cancel this|cancelled|canceled|cancelling|"
        "canceling|cancellation|abort|never mind|nevermind|nvm|forget it|forget about it|scrap it|scrap that|"
        "scratch that|drop it|leave it|don't do it|dont do it|don't send|dont send|don't bother|changed my mind|"
        "change my mind|change of mind|call it off|hold it|hold on|wait no|no wait|not anymore|no longer need|"
        "don't need it|dont need it|no need|no need anymore|no need lah|bin it|kill it|undo|reverse|reversal|revoke|"
        "take it back|quit|exit|halt|void it|withdraw my request"
    ),
    "~back_step": (
        "go back|back up|step back|one step back|previous step|last step|last question|previous question|"
        "previous page|previous screen|return|returning|back please|take me back|back one|backwards|start over|"
        "start again|from the beginning|begin again|from scratch|restart|main menu|home menu|start menu|"
        "back to start|back to the start|back to menu"
    ),
    "~repeat": (
        "again|once more|one more time|repeat|say again|say that again|come again|resend|re send|send again|"
        "send it again|resent|retry|try again|tried again|redo it|do over|same again|same as before|"
        "same as last time|same as yesterday|as usual|the usual|another one|repeatedly|keeps|every time|each time|"
        "over and over|twice|two times|2 times|three times|3 times|double charged|charged twice|paid twice|"
        "sent twice|deducted twice|duplicate|duplicated|thrice"
    ),
    "~greeting": (
        "good morning|good afternoon|good evening|good day|good night|morning|afternoon|evening|gday|g'day|howdy|"
        "hiya|heya|yo|sup|wassup|whats up|what's up|greetings|namaste|kumusta|kamusta|mabuhay|hi there|hey there|"
        "hello there|dear sir|dear madam|dear team|dear kaspro|dear support|to whom it may concern|respected sir|"
        "assalamualaikum|salam|salaam|hi all|how are you|how r u|how do you do|how's it going|hellow|helo|hlo|"
        "anybody there|anyone there|oi|aloha"
    ),
    "~thanks": (
        "thank you|thank you so much|thanks a lot|thanks so much|thanks a million|many thanks|cheers|"
        "much appreciated|appreciate|appreciate it|appreciated|grateful|gratitude|bless you|god bless|you're a star|"
        "lifesaver|you're the best|great help|that helped|helpful|very helpful|salamat|maraming salamat|danke|"
        "arigato|merci|xie xie|kudos|well done|good job|nice one|thankyou|thnx|tysm|thanx|tnx"
    ),
    "~goodbye": (
        "bye|bye bye|goodbye|good bye|see you|see ya|see you later|take care|that's all|thats all|that is all|"
        "that will be all|nothing else|all good|all done|i'm done|im done|later then|ciao|cya|ttyl|no more questions|"
        "have a nice day|have a good day|paalam"
    ),
    "~yes_words": (
        "yes|yeah|yep|yup|yea|yah|ya lah|sure|sure thing|of course|absolutely|definitely|indeed|certainly|correct|"
        "that's right|thats right|right on|sounds good|alright|all right|fine by me|okey|okie|okay lah|ok lah|ok can|"
        "can lah|can can|aye|go for it|confirm|confirmed|i confirm|i agree|agreed|agree|affirmative|opo|"
        "exactly right|approve it|that's correct|yes please|roger|roger that|no problem|no worries|deal|yess"
    ),
    "~no_words": (
        "nah|no thanks|no thank you|not really|no way|absolutely not|of course not|not at all|negative|not that|"
        "not this|not that one|not correct|incorrect|that's wrong|thats wrong|that is wrong|wrong one|disagree|"
        "i don't agree|don't want|dont want|do not want|not interested|don't confirm|no lah|dowan|don't wan|neither|"
        "none"
    ),
    "~person_of_staff": (
        "human|a human|real human|real person|actual person|live person|living person|a person|an agent please|"
        "live agent|human agent|human being|someone real|somebody real|someone human|staff|staff member|team member|"
        "your team|representative|rep|customer rep|manager|your manager|supervisor|officer|officer in charge|"
        "in charge|consultant|executive|customer care executive|advisor|adviser|operator please|someone to help|"
        "someone help|someone from kaspro|someone from your team|somebody from kaspro|speak to someone|"
        "talk to someone|speak to a person|talk to a person|speak to a human|talk to a human|speak to somebody|"
        "connect me|connect me to|transfer me to|put me through|put me on to|get me someone|get me a person|"
        "not a bot|not a robot|not a machine|no bots|call me back|callback|call back|ring me back|ring me|call me|"
        "phone me|answer me|reply me|reply to me|please reply|anyone reading|is anyone there|is anybody there|"
        "anybody home"
    ),
    "~electric": (
        "electric|electricity|electrical|power bill|electric bill|electricity bill|light bill|current bill|"
        "electricity token|power token|electric token|prepaid electricity|prepaid meter|prepaid token|electric meter|"
        "electricity meter|meter number|meter no|meter id|meter beeping|meter is beeping|kwh|kilowatt|"
        "top up the meter|load the meter|lights went out|lights are out|lights out|power's out|pln|pln token|"
        "pln bill|meralco|buy electricity|meter credit|electricity credit"
    ),
    "~water_bill": (
        "water bill|water bills|water rates|water company|water board|water supply|tap water|water meter|pdam|"
        "pdam bill|water utility|waterworks|water payment|running water"
    ),
    "~internet_bill": (
        "internet bill|internet bills|broadband|broadband bill|home internet|fibre|fiber|indihome|indihome bill|"
        "biznet|first media|firstmedia|myrepublic|internet provider|internet subscription|internet at home|"
        "internet cut off|modem|router|iconnet"
    ),
    "~tv_bill": (
        "cable tv|cable television|pay tv|pay television|tv bill|tv subscription|tv package|tv channels|television|"
        "satellite tv|decoder|set top box|transvision|mnc vision|k vision|nex parabola|indovision|first media tv|"
        "dish tv"
    ),
    "~landline_bill": (
        "landline|land line|landline bill|home phone|home telephone|house phone|telkom|telkom bill|phone bill|"
        "telephone bill|fixed line|telephone line"
    ),
    "~health_insurance_bill": (
        "bpjs|bpjs bill|national health|health contribution|bpjs kesehatan|bpjs contribution|bpjs dues|"
        "health premium|jkn|philhealth|government health"
    ),
    "~phone_plan": (
        "phone credit|mobile credit|cell credit|phone load|mobile load|eload|e load|load for my phone|prepaid load|"
        "prepaid credit|prepaid balance|phone balance|talk time|talktime|top up my phone|top up my number|"
        "top up my sim|recharge my phone|recharge my number|recharge my mobile|recharge my sim|reload my phone|"
        "reload my number|airtime|data plan|data package|data pack|data bundle|internet package|internet quota|"
        "mobile data|gigs|gb|gigabytes|phone plan|prepaid plan|load my number|load my phone|telkomsel|simpati|"
        "indosat|im3|xl|axis|tri|smartfren|by u|phone top up|call credit|minutes and data|buy load|buy data|"
        "buy credit|out of credit|no credit left|ran out of data|run out of data"
    ),
    "~buy": "buy|buying|bought|buys|purchase|get some|get one|order|ordered|ordering|acquire|shop for|pick up some",
    "~cash_machine_place": (
        "cash machine|cash machines|hole in the wall|bank machine|teller machine|atm machine|atm booth|"
        "cash dispenser|cashpoint|cash point|danamon machine|danamon atm|at the machine|in front of the atm|"
        "at the atm|standing at the atm|machine ate|ate my card|swallowed my card|swallowed|machine swallowed|"
        "took my card|dispensed nothing|didn't dispense|not dispense|no cash came out|cash didn't come out|"
        "money didn't come out|money not come out|no money came out"
    ),
    "~paper_cash": (
        "paper money|hard cash|banknotes|banknote|bank notes|folding money|physical money|physical cash|cash in hand|"
        "cold hard cash|loose change|spare change|coins|cash only|takes only cash|only takes cash|only accepts cash|"
        "doesn't take cards|actual cash|real cash|into cash|as cash|in cash"
    ),
    "~counter": (
        "at the counter|at the till|at the cashier|at the register|cash register|checkout|checkout counter|"
        "in the queue|in line|queueing|queuing|in front of the cashier|the cashier says|cashier said|cashier says|"
        "cashier asks|cashier asked|cashier wants|cashier is waiting|cashier waiting|cashier is asking|teller|"
        "bank teller|lady at the counter|guy at the counter|counter staff|at the shop|at the store|"
        "standing in the shop|inside the shop"
    ),
    "~id_papers": (
        "identity|identity document|identity documents|identity papers|id number|identity number|id proof|"
        "proof of identity|proof of address|photo id|national identity card|residence permit|stay permit|kitas|kitap|"
        "passport number|birth certificate|family card|my papers|docs|paperwork|expired id|expired passport|"
        "lost my id|no id card|without id|don't have ktp|no ktp|without ktp|underage|under 17|under 18|minor|"
        "17 years old|teenager|not 17 yet|scan of my passport"
    ),
    "~waiting_approval": (
        "under review|in review|being reviewed|being checked|being processed|pending approval|awaiting approval|"
        "waiting for approval|approval pending|application pending|application status|status of my application|"
        "status of my upgrade|still pending|pending|approved yet|not approved yet|has it been approved|"
        "have you approved|accepted yet|verified yet|am i premium|am i premium yet|am i verified|still not premium|"
        "still regular|not premium yet|not upgraded yet|when will it be approved|when will i be approved|submitted|"
        "i've submitted|already submitted|i submitted|sent my documents|sent my id|sent my photos|applied already|"
        "rejected application|application rejected|application refused|re apply|reapply|apply again"
    ),
    "~locked_out": (
        "locked out|locked me out|lock me out|can't get in|cannot get in|cant get in|can't access|cannot access|"
        "cant access|couldn't access|unable to access|no access|lost access|denied access|access denied|shut out|"
        "kicked out|kicks me out|too many attempts|too many tries|too many wrong|wrong pin|wrong pin too many times|"
        "entered wrong pin|typed wrong pin|pin wrong|incorrect pin|pin incorrect|pin rejected|pin not accepted|"
        "pin doesn't work|pin not working|invalid pin|three times wrong|3 times wrong|wrong three times|"
        "wrong 3 times|wrong password|can't log in|cant log in|cannot log in|can't login|cant login|cannot login|"
        "unable to login|unable to log in"
    ),
    "~new_code": (
        "new code|new token|another code|another token|fresh code|fresh token|resend the code|resend code|resend otp|"
        "resend the otp|send the code again|new otp|another otp|code again|renew the code|replace the code|"
        "code expired|token expired|expired code|expired token|code has expired|code is dead|expired|expires|expire|"
        "expiry|still valid|no longer valid|code not valid|code invalid|invalid code|token invalid|invalid token|"
        "how long is the code|code didn't come|code never came|code not coming|code hasn't come|no code|no otp|"
        "no sms|haven't got the code|not getting the code|not getting otp|didn't get the code|lost the code|"
        "deleted the code"
    ),
    "~ceiling": (
        "ceiling|threshold|upper limit|upper bound|over the limit|above the limit|hit the limit|hit my limit|"
        "reached the limit|reached my limit|limit reached|over limit|exceeded|exceeding|exceeds|maxed out|maxed|"
        "max out|no more than|not more than|how much at most|how much max|how much can|as much as|too much|too big|"
        "too large|daily limit|per transaction|per day"
    ),
    "~who_may_use": (
        "who can use|who can|who may|who may use|who is allowed|who's allowed|who is eligible|who qualifies|"
        "am i allowed|are we allowed|allowed to|permitted to|can foreigners|can anyone|can anybody|can everyone|"
        "can children|can kids|can tourists|can i use|may i use|can my|may my|is it allowed|is it permitted|"
        "is it ok to|is it okay to|is it possible|eligible|eligibility|age limit|minimum age|how old|only for|"
        "open to|available for|available to|restricted to|for everyone|for anyone"
    ),
    "~legal_words": (
        "law|laws|lawsuit|sue|suing|lawyer|attorney|solicitor|court|police|police report|cops|legal action|legal|"
        "prosecute|investigation|investigate|investigated|authority|authorities|regulation|regulations|statute|"
        "jurisdiction|compensation|compensate|damages|refund|refunded|refunds|claim|claims|arbitration|"
        "consumer protection|ombudsman|chargeback|reimbursement|money back|my money back|liable|liability|indemnity|"
        "rights|my rights|data protection|gdpr|privacy policy"
    ),
    "~wrong_person": (
        "wrong number|wrong person|wrong account|wrong recipient|wrong amount|wrong bank|wrong transfer|wrong name|"
        "sent to the wrong|sent it to the wrong|sent by mistake|transferred by mistake|by mistake|mistakenly|"
        "by accident|accidentally|accidental|in error|mistake|mistakes|typo|mistyped|typed wrong|wrongly|oops wrong|"
        "misdirected|mis sent|one digit off|one digit wrong|one zero too many|too many zeros|sent too much|"
        "paid too much|overpaid|overpay|undo the transfer|reverse the transfer|get it back from"
    ),
    "~correction": (
        "i mean|i meant|i mean to|make it|make that|change it to|change that to|instead|rather|sorry i meant|"
        "correction|not that|actually no|wait no|no wait|on second thought|on second thoughts|scratch that|oops|"
        "my bad|let's say|lets say|should be|it should be|supposed to be|better make it|rather than"
    ),
    "~from_bank": (
        "from my bank|from bank|from a bank|from the bank|from my bank account|from bank account|from bca|from bni|"
        "from bri|from mandiri|from cimb|from my bca|from my bni|from my bri|from my mandiri|from my cimb|"
        "from jenius|from another bank|from other bank|from other banks|bank to wallet|bank to kaspro|out of my bank"
    ),
    "~to_me": (
        "to me|to my wallet|into my wallet|to my kaspro|into my kaspro|to my kaspro account|to this wallet|"
        "into this wallet|to my number|to my own|to myself|into here|into this|for myself|to mine|in my wallet|"
        "my own wallet"
    ),
    "~to_person": (
        "to my friend|to my mum|to my mom|to my dad|to my wife|to my husband|to my brother|to my sister|to my son|"
        "to my daughter|to my mother|to my father|to my boss|to my landlord|to my mate|to him|to her|to them|"
        "to this number|to that number|to this guy|to someone|to somebody|to another person|to a friend|"
        "to another user|to my contact|his number|her number|their number|this number|recipient|recipients|receiver|"
        "beneficiary|payee|addressee|contact list|phonebook|from my contacts"
    ),
    "~all_money": (
        "all my money|all of it|all the money|all my balance|everything|the whole lot|whole balance|entire balance|"
        "full amount|full balance|the lot|every last|every cent|all of my|half of it|half my|half of my|half the|"
        "the rest|the rest of it|whatever is left|whatever's left|empty it"
    ),
    "~how_much": (
        "how much|how many|hw much|howmuch|what amount|which amount|what sum|what's the amount|whats the amount|"
        "how much money|how much is|how much are|magkano"
    ),
    "~when": (
        "when|when will|when can|when does|when do|what time|what day|which day|what date|which date|since when|"
        "how often|kailan"
    ),
    "~where": (
        "where|where can|where do|where is|wheres|whereabouts|which place|at what place|in which shop|which shop|"
        "which shops|which stores|what stores|where to|where to find|nearby|near me|around here|near my house|saan"
    ),
    "~who": "who|whose|whom|by whom|which person|which company|who's",
    "~which": "which|which one|which ones|what kind|what kinds|what type|what types|what sort|what sorts|any of them",
    "~may": (
        "can i|may i|could i|am i able|am i allowed|is it possible|is that possible|possible to|possible ah|"
        "can or not|can ah|can meh|can anot|can i or not|allowed|permitted|permissible|pwede|pwede ba|able to|"
        "is it ok|is it okay|can we|could we|are we able"
    ),
    "~must": (
        "must|must i|have to|do i have to|obliged|obligation|obligatory|compulsory|mandatory|required|do i need|"
        "need i|should i|necessary|is it necessary|needed"
    ),
    "~what_if": (
        "what if|what happens if|what happens when|what would happen|what will happen|in case|in the event|"
        "in the case|suppose|supposing|if i|if my|if someone|if the|if we|what about|how about|assuming|"
        "provided that|as long as|unless|let's say i"
    ),
    "~difference": (
        "difference between|different between|different from|what's different|whats different|versus|compared|"
        "compared to|comparison|compare|differ|differs|distinction|distinguish|same as|the same as|same thing|"
        "same or different|or the other"
    ),
    "~list": (
        "list|lists|list of|what are the|which are the|all the|give me a list|name all|enumerate|options|examples|"
        "example|every kind|complete list|full list"
    ),
    "~opinion": (
        "recommend|recommended|recommendation|suggest|suggestion|advice|advise|tips|better to|good idea|worth it|"
        "should i choose|your opinion|what do you think|best option"
    ),
    "~try": (
        "try|tried|trying|attempt|attempted|attempts|attempting|kept trying|keep trying|give it a go|have a go|"
        "had a go|several times|many times|a few times|first attempt|no luck"
    ),
    "~still": "still|still not|yet|not yet|even now|until now|till now|so far|to date|until today|hanggang ngayon",
    "~always": (
        "always|constantly|all the time|every day|everyday|daily|usually|normally|often|frequently|regularly|"
        "sometimes|occasionally|never ever"
    ),
    "~deducted": (
        "deducted|debited|taken|been taken|was taken|money gone|money is gone|balance gone|balance is gone|"
        "balance dropped|balance went down|balance decreased|balance reduced|lost money|money disappeared|"
        "balance disappeared|money vanished|money missing|missing money|went out|gone out|already cut|"
        "already deducted|already debited|been deducted|been debited|was deducted|was debited|charged already|"
        "money left my account|left my account|came off|short changed|shortchanged"
    ),
    "~fell_short": (
        "less than|lesser|not full|partial|part of it|only half|short by|missing some|incomplete|difference of|"
        "discrepancy|doesn't match|does not match|not match|mismatch|doesn't add up|not tally|never tally|"
        "wrong balance|incorrect balance"
    ),
    "~success": (
        "success|successful|successfully|succeeded|succeed|completed|complete|done|worked|it worked|went fine|"
        "all set|got through|passed|finished"
    ),
    "~told_by": (
        "they said|they say|they told|they told me|he said|she said|it said|it says|says|said|was told|i was told|"
        "i heard|i've heard|someone told|people say|claims|claimed|claiming|according to|my friend says|"
        "my friend said|the app says|the app said|message says"
    ),
    "~unknown_caller": (
        "someone called|somebody called|someone called me|a caller|caller|got a call|received a call|phone call from|"
        "unknown number|strange number|a man called|a guy called|called me asking|called asking|texted me|"
        "messaged me|strange message|strange link|sent me a link|clicked a link|click this link|pretending|pretended|"
        "claiming to be|claims to be|says he is from|says she is from|posing as|you have won|i have won|won a prize|"
        "prize|lucky draw|lucky winner"
    ),
    "~share_code": (
        "asked for my pin|asks for my pin|ask for my pin|asking for my pin|wants my pin|want my pin|asked my pin|"
        "asking my pin|asked for my otp|asks for my otp|asking for my otp|wants my otp|asked my otp|"
        "asked for my code|asking for my code|wants my code|gave my pin|gave my otp|gave him my pin|gave her my pin|"
        "told him my pin|told her my pin|shared my pin|tell my pin|knows my pin|know my pin|saw my pin|"
        "someone knows my pin"
    ),
    "~ended_number": (
        "number is dead|number is inactive|number expired|number is expired|number no longer active|"
        "old number is dead|sim expired|sim is dead|sim blocked|sim deactivated|lost my sim|lost sim|sim lost|"
        "lost my number|changed my number|change my number|change number|changing my number|new number|"
        "switched number|switched numbers|replaced my sim|new sim|new sim card|port my number|number recycled|"
        "no longer use that number|don't have that number"
    ),
    "~new_phone": (
        "new phone|another phone|different phone|second phone|replacement phone|changed phone|changed phones|"
        "changed my phone|change phone|change phones|switch phone|switched phones|bought a new phone|got a new phone|"
        "new handset|new device|move to a new phone|upgrade my phone|factory reset|reinstall|reinstalled|"
        "moved to iphone"
    ),
    "~language_words": (
        "language|languages|in english|speak english|english please|use english|bahasa|in bahasa|in indonesian|"
        "speak indonesian|javanese|sundanese|tagalog|mandarin|hindi language|tamil|other language|change language|"
        "change the language|switch language|switch to english|switch to indonesian|english version|don't speak|"
        "can't read|cannot read"
    ),
    "~menu_words": (
        "main menu|menu|what can you do|what can i do here|what else|what are my options|show me the options|"
        "all options|list of options|all features|everything you can do|commands|command|shortcuts|home menu|"
        "start menu|possibilities"
    ),
    "~help_word": (
        "help|help me|need help|please help|assist|assistance|assist me|support me|rescue|lend a hand|hand please|"
        "aid me|give a hand|guidance|helping"
    ),
    "~confused": (
        "confused|confusing|don't understand|dont understand|do not understand|didn't understand|didnt get that|"
        "don't get it|dont get it|not clear|unclear|no clue|clueless|no idea|puzzled|baffled|lost here|"
        "what do you mean|huh|blur sia|so blur|i'm lost|im lost|makes no sense|complicated|too complicated|"
        "explain again|explain like|simpler|simply"
    ),
    "~not_answered": (
        "not my question|that's not what i asked|not what i asked|not what i meant|didn't answer|doesn't answer|"
        "not answering|you didn't answer|wrong answer|read my message|listen to me|you don't understand|"
        "you don't get it|already told you|i already said|i said|i asked|as i said|not helpful|unhelpful|no answer|"
        "no reply|nobody replies|no one replies|nobody answers|no one answers|ignored|ignoring me|same answer|"
        "same reply|keep repeating|stop repeating|template reply|canned"
    ),
    "~old_people": (
        "elderly|old man|old lady|senior|senior citizen|pensioner|my old|illiterate|blind|deaf|disabled|"
        "not tech savvy|not good with phones|not good with technology|gaptek|first smartphone"
    ),
    "~small_business": (
        "my shop|my stall|my store|my warung|my business|small business|my customers|my customer|customer pays|"
        "customer paid|buyer|buyers|a buyer|sell online|online shop|my employees|pay my staff|pay my workers|"
        "my kiosk|daily takings|takings|till money|sales money|accept payments|accept payment"
    ),
    "~group": (
        "group|community|arisan|church|mosque|masjid|club|team|class fund|everyone in the group|committee|treasurer|"
        "collection|paluwagan|kitty party|potluck|reunion"
    ),
    "~amount_words": (
        "thousand|thousands|million|millions|mil|grand|hundred|hundred thousand|fifty thousand|one million|"
        "half a million|lakh|lakhs|crore|idr|rp|rupiahs|ten thousand|twenty thousand|a hundred k"
    ),
    "~safe_step": (
        "what should i do now|what do i do now|first thing|protect my money|protect my account|secure my money|"
        "save my money|keep my money safe|is my money safe|money safe|will my money be safe|will i lose my money|"
        "lose my money|get my money back|recover my money|recover my account|rescue my account|what about my money|"
        "my balance safe|is my balance safe|prevent"
    ),
    "~data_words": (
        "personal data|my data|personal information|personal details|my details|mother's maiden name|address|"
        "home address|date of birth|birthdate|full name|real name|legal name|my name|misspelled name|name misspelled|"
        "wrong spelling"
    ),
    "~hours": (
        "office hours|working hours|weekend|weekends|sunday|saturday|public holiday|holidays|24 hours|24 7|"
        "round the clock|midnight|at night|open now|open today|available now|weekday|weekdays"
    ),
    "~reverse_sign": (
        "not a top up|not top up|not a withdrawal|not withdraw|not a transfer|not transfer|don't block|dont block|"
        "do not block|not the pin|don't want to close|dont close|do not close|don't cancel|dont cancel|do not cancel|"
        "without blocking|without closing"
    ),
}
