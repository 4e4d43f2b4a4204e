using System.Globalization;
using Atrium.Database.Prove;
using Atrium.Testing;

namespace Atrium.Database.Tests.Prove;

/// <summary>A deployed database in which somebody made things by hand, most of them wrong; attacked once.</summary>
public sealed class LeakyDatabase : IAsyncLifetime
{
    const string Sound = """
        agency_id = (select atrium.current_agency_id()) and (select atrium.may('{0}:select'))
        """;

    static readonly string[] Names =
        ["sound_notes", "open_notes", "loose_tasks", "one_code", "hidden_notes", "strange_notes"];

    ProveReport? _report;

    /// <summary>What the prover found.</summary>
    public ProveReport Report => _report ?? throw new InvalidOperationException("Not attacked yet.");

    /// <summary>Whether the database was the same after the attacks as before.</summary>
    public bool IsUntouched { get; private set; }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await using var database = await TestDatabase.CreateAsync();
        foreach (var statement in Statements())
        {
            await database.ExecuteAsync(statement);
        }

        var before = await Traces.OfAsync(database);
        _report = await new Prover(new()
        {
            ConnectionString = database.ConnectionString,
            Objects = [.. Names, "all_notes", "note_of"],
        }).RunAsync(TestContext.Current.CancellationToken);
        IsUntouched = before == await Traces.OfAsync(database);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    static IEnumerable<string> Statements() =>
    [
        Table("sound_notes", Sound),
        Table("open_notes", "true"),
        Table("loose_tasks", Sound, ", note_id uuid references public.sound_notes (id)"),
        Table("one_code", Sound, ", code text not null unique"),
        Table("hidden_notes", "false"),
        """
        do $$ begin
          create table public.strange_notes (id uuid primary key default gen_random_uuid(), body text);
          alter table public.strange_notes enable row level security;
          alter table public.strange_notes force row level security;
          grant select on public.strange_notes to authenticated;
        end $$
        """,
        "create view public.all_notes as select * from public.sound_notes",
        "grant select on public.all_notes to authenticated",
        """
        create function public.note_of(note_id uuid) returns text language sql security definer
        as 'select body from public.sound_notes n where n.id = note_id'
        """,
        "grant execute on function public.note_of(uuid) to authenticated",
    ];

    // In one transaction: at its end the database looks whether a table lies open.
    static string Table(string name, string condition, string more = "") => $"""
        do $$ begin
          create table public.{name} (
            id uuid primary key default gen_random_uuid(),
            agency_id uuid not null default atrium.current_agency_id() references public.agencies on delete cascade,
            body text{more});
          alter table public.{name} enable row level security;
          alter table public.{name} force row level security;
          create policy all_of_it on public.{name} to authenticated
            using ({string.Format(CultureInfo.InvariantCulture, condition, name)});
          grant select, insert, update, delete on public.{name} to authenticated, service_role;
          call atrium.allow('{name}', 'select', 'all', 'owner', 'pm');
          call atrium.allow('{name}', 'insert', 'all', 'owner', 'pm');
          call atrium.allow('{name}', 'update', 'all', 'owner', 'pm');
          call atrium.allow('{name}', 'delete', 'all', 'owner', 'pm');
        end $$
        """;
}
