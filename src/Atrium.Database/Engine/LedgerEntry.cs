namespace Atrium.Database.Engine;

/// <summary>One deployed change, as the ledger <c>atrium.changes</c> has it.</summary>
/// <param name="Name">Module and change.</param>
/// <param name="Position">Order of deployment, from 1.</param>
/// <param name="Checksum">Of the <c>deploy.sql</c> that ran.</param>
/// <param name="DeployedAt">UTC.</param>
public sealed record LedgerEntry(string Name, int Position, string Checksum, DateTime DeployedAt);
