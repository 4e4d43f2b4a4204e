using Atrium.Database;
using Atrium.Database.Plans;

namespace Atrium.Law.Tests.Kernel.Lint;

/// <summary>A table that keeps every rule, for a planted violation to break one of.</summary>
/// <param name="Number">Tells it from the others of the transaction.</param>
public sealed record SampleTable(int Number)
{
    const string Made = """
        create table {t} (
          id         uuid not null default gen_random_uuid(),
          agency_id  uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
          name       text,
          created_by uuid,
          created_at timestamptz not null default now(),
          updated_at timestamptz not null default now(),
          constraint {n}_pkey primary key (id)
        );
        comment on table {t} is 'Scope: agency. A sample.';
        comment on column {t}.id is 'A sample.';
        comment on column {t}.agency_id is 'A sample.';
        comment on column {t}.name is 'A sample.';
        comment on column {t}.created_by is 'A sample.';
        comment on column {t}.created_at is 'A sample.';
        comment on column {t}.updated_at is 'A sample.';
        create index {n}_agency on {t} (agency_id, created_at);
        create trigger {n}_touch before insert or update on {t} for each row execute function atrium.touch();
        create trigger {n}_immutable before update on {t}
          for each row execute function atrium.immutable('agency_id', 'created_by');
        create trigger {n}_audit after insert or update or delete on {t} for each row execute function atrium.audit();
        alter table {t} enable row level security, force row level security, owner to atrium_owner;
        create policy {n}_select on {t} for select to authenticated
          using (agency_id = (select atrium.current_agency_id()));
        grant select on {t} to authenticated
        """;

    /// <summary>Makes it, then runs statements about it.</summary>
    public async Task MakeAsync(SqlSession session, string then)
    {
        foreach (var statement in new SqlScript("sample", $"{Filled(Made)};{Filled(then)}").Statements)
        {
            await session.RunAsync(statement.Sql);
        }
    }

    /// <summary>A text about it: <c>{n}</c> is its name, <c>{t}</c> with its schema.</summary>
    public string Filled(string text)
    {
        var name = $"sample_{Number}";
        return text.Replace("{t}", $"public.{name}", StringComparison.Ordinal)
            .Replace("{n}", name, StringComparison.Ordinal)
            .Replace("{f}", $"{name}_f", StringComparison.Ordinal)
            .Replace("{v}", $"{name}_v", StringComparison.Ordinal);
    }
}
