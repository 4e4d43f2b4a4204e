namespace Atrium.Server.Tests;

/// <summary>For what belongs to the process and not to a server.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
