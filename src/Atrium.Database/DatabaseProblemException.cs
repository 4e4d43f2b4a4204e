namespace Atrium.Database;

/// <summary>
/// Something an operator can put right: says what is wrong and what would be right. Caught once, at the command line or
/// at the server's start; its text never holds a row's values.
/// </summary>
/// <param name="message">What is wrong, in plain sentences.</param>
/// <param name="remedy">What to do about it; empty when the message says it.</param>
/// <param name="inner">What happened underneath, or null.</param>
public sealed class DatabaseProblemException(string message, string remedy = "", Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>What to do about it; empty when <see cref="Exception.Message"/> says it.</summary>
    public string Remedy { get; } = remedy;

    /// <summary>The script that failed and where; null when no script did.</summary>
    public ScriptPlace? Place { get; init; }
}
