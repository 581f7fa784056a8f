from tests.stage import Stage
from sqlalchemy import text
from models import held_back as h
def test_plan(stage: Stage) -> None:
    sql = h._OLDER.text.replace(":outside", "'63016'").replace(":quarter","5").replace(":conversation","7")
    with stage.database.begin() as c:
        pg = not stage.database.is_sqlite
        gen = "generate_series(1, 20000) as g(x)" if pg else "(with recursive g(x) as (select 1 union all select x+1 from g where x < 20000) select x from g)"
        c.execute(text("insert into identities (id, channel, sender, address, phone, language, blocked_us, last_in_at, created_at) select x+100,'whatsapp','s'||x,'a'||x,'+62'||x,'id',false,5,0 from "+gen))
        c.execute(text("insert into conversations (id, identity_id, mode, state, created_at) select x+100, x+100,'bot','{}',0 from "+gen))
        for st in ("held","queued","sent","sent","read"):
            c.execute(text("insert into messages (conversation_id, direction, kind, channel, lane, status, text, extra, silent, flow, question, run_key, language, fact, fact_data, attempts, not_before, lease_until, error, provider_id, digest, created_at) select x+100,'out','text','whatsapp','w'||x,:st,'','{}','','','','','','received','{}',0,0,0,'','','',0 from "+gen), {"st":st})
        if pg: c.execute(text("analyze"))
        if pg:
            for r in c.execute(text("explain " + sql)): print(r[0])
        else:
            for r in c.execute(text("explain query plan " + sql)): print(r)
            c.execute(text("analyze"))
            for r in c.execute(text("explain query plan " + sql)): print("A", r)
