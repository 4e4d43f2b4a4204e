namespace Atrium.Cli.Shell;

/// <summary>What was asked for can't be done: says why, and what would help. Exit code 1.</summary>
/// <param name="cause">One sentence: what was found, where.</param>
/// <param name="remedy">What to do, a command where there is one.</param>
/// <param name="inner">What was thrown, when something was.</param>
sealed class CommandFailed(string cause, string remedy, Exception? inner = null) : Exception(cause, inner)
{
    /// <summary>What to do about it.</summary>
    public string Remedy { get; } = remedy;
}
