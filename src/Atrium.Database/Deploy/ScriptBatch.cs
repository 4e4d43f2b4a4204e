using Atrium.Database.Plans;
using Npgsql;

namespace Atrium.Database.Deploy;

/// <summary>
/// Statements that go to the server in one round trip, in order, up to the first that fails. Those of a script know
/// where they stand in it, so that a failure names file, line and SQL.
/// </summary>
sealed class ScriptBatch(SqlSession session)
{
    readonly List<NpgsqlBatchCommand> _commands = [];
    readonly Dictionary<NpgsqlBatchCommand, (SqlScript Script, SqlStatement Statement)> _places = [];

    /// <summary>Adds a statement of the engine's own; parameters are <c>$1</c>, <c>$2</c> …</summary>
    public ScriptBatch Then(string sql, params IReadOnlyList<object?> parameters)
    {
        _commands.Add(SqlSession.Command(sql, parameters));
        return this;
    }

    /// <summary>Adds the statements of a script.</summary>
    public ScriptBatch Then(SqlScript script) => Then(script, script.Statements);

    /// <summary>Adds some statements of a script.</summary>
    public ScriptBatch Then(SqlScript script, IEnumerable<SqlStatement> statements)
    {
        foreach (var statement in statements)
        {
            var command = SqlSession.Command(Helpers.Resolve(statement.Sql), []);
            _places.Add(command, (script, statement));
            _commands.Add(command);
        }

        return this;
    }

    /// <summary>Sends them all.</summary>
    /// <exception cref="DatabaseProblemException">A script failed; <c>Place</c> says where.</exception>
    /// <exception cref="PostgresException">A statement of the engine's own failed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await session.ExecuteAsync(_commands, cancellationToken);
        }
        catch (PostgresException problem)
            when (problem.BatchCommand is { } failed && _places.TryGetValue(failed, out var place))
        {
            throw Failure.Explain(problem, place.Script, place.Statement);
        }
    }
}
