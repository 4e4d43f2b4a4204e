namespace Atrium.Kernel.Shares;

/// <summary>How many places there are, and how many may wait for one.</summary>
/// <param name="Each">Places one agency may have at a time: 1 or more.</param>
/// <param name="EachWaiting">How many may wait for a place of their agency's: 0 or more.</param>
/// <param name="All">Places of all together: 1 or more.</param>
/// <param name="AllWaiting">How many may wait because all are taken: 0 or more.</param>
/// <param name="Patience">Longest wait.</param>
public sealed record ShareLimits(int Each, int EachWaiting, int All, int AllWaiting, TimeSpan Patience);
