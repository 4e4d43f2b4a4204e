using System.Text.Json.Nodes;

namespace Atrium.Database.Prove.Attacks;

/// <summary>Runs attempts in the server, many in one round trip, each in a savepoint that is rolled back.</summary>
/// <param name="session">With the world in its open transaction.</param>
sealed class Runner(SqlSession session)
{
    const int ABatch = 250;

    const string Become = """
        create function pg_temp.prove_become(claims text, wanted text) returns void language plpgsql as $$
        begin
          perform set_config('session_authorization', 'atrium_gateway', true);
          execute 'select atrium.enter($1)' using claims::jsonb;
          perform set_config('search_path', 'public, extensions', true), set_config('role', wanted, true);
        end $$
        """;

    const string Run = """
        create function pg_temp.prove_run(boss text, claims text, wanted text, silent boolean, cases jsonb)
        returns table (n int, state text, message text, touched bigint, output text, after text) language plpgsql as $$
        declare
          one jsonb;
          part text;
          written bigint[];
        begin
          perform set_config('session_replication_role', case when silent then 'replica' else 'origin' end, true);
          perform pg_temp.prove_become(claims, wanted);
          for one in select * from jsonb_array_elements(cases) loop
            n := (one ->> 'n')::int;
            state := null; message := ''; touched := 0; output := ''; after := '';
            begin
              if one ->> 'before' <> '' then
                perform set_config('session_authorization', boss, true);
                execute one ->> 'before';
                perform pg_temp.prove_become(coalesce(nullif(one ->> 'claims', ''), claims), wanted);
              end if;
              if one ->> 'role' is not null then
                perform set_config('session_authorization', boss, true);
                written := pg_temp.prove_written();
                perform pg_temp.prove_become(claims, wanted);
              end if;
              if (one ->> 'read')::boolean then
                execute 'select count(*), left(string_agg(r.line, e''\n''), 2000000) from (' || (one ->> 'sql') || ') r'
                  into touched, output;
              else
                execute one ->> 'sql';
                get diagnostics touched = row_count;
              end if;
              if not silent and not (one ->> 'read')::boolean then
                execute 'set constraints all immediate';
              end if;
              if one ->> 'after' <> '' then
                perform set_config('session_authorization', boss, true);
                execute one ->> 'after' into after;
              end if;
              if one ->> 'role' is not null then
                perform set_config('session_authorization', boss, true);
                after := pg_temp.prove_effects(written, claims, one ->> 'role');
              end if;
              raise exception using errcode = 'ZQZQZ';
            exception
              when sqlstate 'ZQZQZ' then
                null;
              when assert_failure or others then
                get stacked diagnostics state = returned_sqlstate, message = message_text, part = pg_exception_detail;
                message := message || coalesce(e'\n' || nullif(part, ''), '');
                get stacked diagnostics part = pg_exception_hint;
                message := message || coalesce(e'\n' || nullif(part, ''), '');
                touched := 0;
            end;
            return next;
          end loop;
          perform set_config('session_authorization', boss, true),
            set_config('session_replication_role', 'origin', true);
        end $$
        """;

    /// <summary>How many attempts were made.</summary>
    public int Attempts { get; private set; }

    /// <summary>Makes what runs in the server.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        await session.ExecuteAsync(Become, cancellationToken);
        await session.ExecuteAsync(Run, cancellationToken);
    }

    /// <summary>Makes the attempts; answers come in the order of the attempts.</summary>
    /// <param name="attempts">Of any attackers.</param>
    /// <param name="done">Told after each round trip how many are done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<Answer>> RunAsync(
        IReadOnlyList<Attempt> attempts, Action<int>? done, CancellationToken cancellationToken)
    {
        var answers = new Answer[attempts.Count];
        var finished = 0;
        foreach (var group in attempts.Select((attempt, n) => (attempt, n))
            .GroupBy(each => (each.attempt.Attacker, each.attempt.Silent)))
        {
            foreach (var batch in group.Chunk(ABatch))
            {
                await RunAsync(batch, group.Key.Attacker, group.Key.Silent, answers, cancellationToken);
                done?.Invoke(finished += batch.Length);
            }
        }

        Attempts += attempts.Count;
        return answers;
    }

    async Task RunAsync(
        IReadOnlyList<(Attempt Attempt, int N)> batch, Attacker attacker, bool silent, Answer[] answers,
        CancellationToken cancellationToken)
    {
        var cases = new JsonArray([.. batch.Select(each => (JsonNode?)new JsonObject
        {
            ["n"] = each.N,
            ["sql"] = each.Attempt.Sql,
            ["before"] = each.Attempt.Before,
            ["after"] = each.Attempt.After,
            ["claims"] = each.Attempt.Claims,
            ["role"] = each.Attempt.AsksEffects ? each.Attempt.Attacker.Role : null,
            ["read"] = each.Attempt.Kind == AttemptKind.Read,
        })]);
        var rows = await session.RowsAsync(
            "select * from pg_temp.prove_run(session_user, $1, $2, $3, $4::jsonb)",
            row => (N: row.GetInt32(0), Answer: new Answer(
                Text(row, 1), Text(row, 2) ?? "", row.IsDBNull(3) ? 0 : row.GetInt64(3), Text(row, 4) ?? "",
                Text(row, 5) ?? "")),
            cancellationToken, attacker.Claims, attacker.DatabaseRole, silent, cases.ToJsonString());
        foreach (var (n, answer) in rows)
        {
            answers[n] = answer;
        }
    }

    static string? Text(System.Data.IDataRecord row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
