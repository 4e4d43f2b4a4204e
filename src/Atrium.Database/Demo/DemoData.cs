using System.Data;
using Atrium.Database.Demo.Events;
using Atrium.Database.Demo.Frontdesk;
using Atrium.Database.Demo.HelpCentre;
using Atrium.Database.Demo.Helpdesk;
using Atrium.Database.Demo.Knowledge;
using Atrium.Database.Demo.Studio;
using Atrium.Database.Demo.Time;
using Npgsql;

namespace Atrium.Database.Demo;

/// <summary>
/// Two agencies to look at: Northlight with 35 clients, 60 people and 18 months of work, and the smaller Harbour
/// beside it.
/// Invented, made by a seeded generator, dated relative to a day: the same day gives the same rows, always.
/// </summary>
public static class DemoData
{
    const string Password = "atrium-demo";

    /// <summary>The accounts worth showing, one a role, then the second agency's owner and somebody who is in
    /// both.</summary>
    public static IReadOnlyList<DemoAccount> Accounts { get; } =
    [
        .. DemoCast.Northlight.Roles.Select(role => new DemoAccount(
            $"{role}@northlight.test", Password, DemoCast.Northlight.Name, role)),
        new("owner@harbour.test", Password, DemoCast.Harbour.Name, "owner"),
        new(DemoPeople.InBoth, Password, DemoCast.Northlight.Name, "creative"),
    ];

    /// <summary>Begins to write the rows of both agencies, for <see cref="SeedAsync"/>.</summary>
    /// <param name="asOf">The day that counts as today. Nothing is dated later than its first moment, in UTC.</param>
    public static DemoDraft Draft(DateOnly asOf) => new(() => Tables(asOf));

    /// <summary>Puts both agencies in, in one transaction. Where Northlight is there already nothing happens.</summary>
    /// <param name="connection">
    /// Open, to a deployed database, as the deploying role: superuser, or one that may make roles or is a member of
    /// <c>atrium_owner</c> and <c>service_role</c>. Rows go in without the triggers of their tables, so that the log
    /// holds the history the demo tells and not a thousand inserts of this minute; foreign keys and checks hold as
    /// ever.
    /// </param>
    /// <param name="draft">Makes the rows, or hands out those begun; not asked where Northlight is.</param>
    /// <param name="cancellationToken">Gives up; nothing stays.</param>
    /// <returns>Whether rows were put in.</returns>
    /// <exception cref="DatabaseProblemException">The database lacks a change of the plan; nothing stays.</exception>
    public static async Task<bool> SeedAsync(
        NpgsqlConnection connection, Func<DemoDraft> draft, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.ReadCommitted, cancellationToken);
        var loader = new DemoLoader(connection);
        try
        {
            if (!await loader.BeginAsync(DemoCast.Northlight.Id, cancellationToken))
            {
                return false;
            }

            await loader.LoadAsync(await draft().Tables, cancellationToken);
        }
        catch (PostgresException problem)
            when (problem.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn)
        {
            throw new DatabaseProblemException(
                $"The database is not up to date: {problem.MessageText}.", "Run: atrium db deploy", problem);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Every module's rows, each module after those it refers to.</summary>
    static IReadOnlyList<DemoTable> Tables(DateOnly asOf)
    {
        var rows = new DemoRows();
        var agencies = DemoCast.Perform(asOf, rows);
        return [.. rows.Tables(), .. agencies.SelectMany(Work)];
    }

    /// <summary>What an agency has done, module by module.</summary>
    static IReadOnlyList<DemoTable> Work(DemoAgency agency)
    {
        var studio = DemoStudio.Make(agency);
        var desk = DemoDesk.Make(agency);
        var centre = DemoHelpCentre.Make(agency);
        var helpdesk = DemoHelpdesk.Make(agency);
        var knowledge = DemoKnowledge.Make(agency, studio, centre);
        var events = DemoEvents.Make(agency, studio);
        var time = DemoTime.Make(agency, studio);
        return
        [
            .. studio.Tables, .. desk.Tables, .. helpdesk.Tables, .. centre.Tables,
            .. knowledge.Tables, .. events.Tables, .. time.Tables,
        ];
    }
}
