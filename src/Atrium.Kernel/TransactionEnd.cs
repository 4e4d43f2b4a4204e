namespace Atrium.Kernel;

/// <summary>How a request's transaction ends when no statement failed.</summary>
public enum TransactionEnd
{
    /// <summary>What was written stays.</summary>
    Commit,

    /// <summary>Nothing stays: the answer tells what would have been.</summary>
    Rollback,
}
