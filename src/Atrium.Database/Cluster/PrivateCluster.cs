using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Atrium.Database.Cluster;

/// <summary>
/// Atrium's own PostgreSQL: made, started and stopped with the program, reached through a socket in a private folder.
/// <see cref="StartAsync"/> tells the story.
/// </summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    readonly ClusterOptions _options;
    readonly ClusterFolders _folders;
    readonly PostgresBinaries _binaries;
    readonly HolderLock _holder;
    ServerProcess? _server;

    PrivateCluster(ClusterOptions options, ClusterFolders folders, PostgresBinaries binaries, HolderLock holder)
    {
        _options = options;
        _folders = folders;
        _binaries = binaries;
        _holder = holder;
    }

    /// <summary>The server's version.</summary>
    public PostgresVersion Version => _binaries.Version;

    /// <summary>Folder of the server's programs, <c>pg_dump</c> among them.</summary>
    public string BinFolder => _binaries.Folder;

    /// <summary>True where a running server was found and taken over instead of started.</summary>
    public bool Adopted { get; private set; }

    /// <summary>True on the very first start.</summary>
    public bool Created { get; private set; }

    /// <summary>What an operator should know, such as a weakness of this version; empty when all is well.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>Ends when the server has, in whatever way; never for an adopted one, which is nobody's child.</summary>
    public Task Ended => _server?.Exited ?? Task.Delay(Timeout.InfiniteTimeSpan);

    /// <summary>
    /// Makes the cluster if need be, starts or adopts its server, makes the database, checks extensions.
    /// </summary>
    /// <exception cref="DatabaseProblemException">
    /// The folder isn't ours or can't be written, another process holds it, PostgreSQL or pgvector is missing or too
    /// old,
    /// or the server didn't start; says what to do.
    /// </exception>
    public static async Task<PrivateCluster> StartAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        var folders = FoldersOf(options.DataFolder);
        folders.RequireShortSocket(options.TcpPort ?? ClusterFolders.SocketPort);
        DataFolder.Claim(options.DataFolder);
        await ServerAccount.MakeFolderAsync(folders.Root, cancellationToken);
        var holder = HolderLock.TryTake(folders.Root, options.Holder) ?? throw new DatabaseProblemException(
            $"The data folder {options.DataFolder} is in use by {HolderLock.WhoHolds(folders.Root)}.",
            "Stop that one first, or choose another folder with --data DIR.");
        PrivateCluster? cluster = null;
        try
        {
            var initializer = new ClusterInitializer(options, folders);
            var binaries = await initializer.FindBinariesAsync(cancellationToken);
            cluster = new PrivateCluster(options, folders, binaries, holder)
            {
                Created = await initializer.InitializeAsync(binaries, cancellationToken),
            };
            await cluster.RunAsync(initializer, cancellationToken);
            return cluster;
        }
        catch
        {
            await (cluster?.StopAsync(CancellationToken.None) ?? Task.CompletedTask);
            holder.Dispose();
            throw;
        }
    }

    /// <summary>
    /// How to connect to a cluster that another process runs; null when none runs in that data folder.
    /// </summary>
    public static string? RunningConnectionString(string dataFolder, string database = "atrium")
    {
        var folders = FoldersOf(dataFolder);
        return ServerProcess.RunningIn(folders) is null
            ? null
            : Connection(folders, ClusterFolders.PortIn(folders), database, "postgres");
    }

    /// <summary>How to connect through the private socket.</summary>
    /// <param name="database">A database; null is Atrium's own.</param>
    /// <param name="role">A role that may sign in. Default: the superuser.</param>
    public string ConnectionString(string? database = null, string role = "postgres") =>
        Connection(_folders, _options.TcpPort ?? ClusterFolders.SocketPort, database ?? _options.Database, role);

    /// <summary>
    /// Stops the server in good order (a fast shutdown) and lets go of the folder. Safe to call again.
    /// </summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        NpgsqlConnection.ClearAllPools();
        if (ServerProcess.RunningIn(_folders) is not null)
        {
            var seconds = ((int)_options.Patience.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            var mode = _options.Fast ? "immediate" : "fast";
            await CommandLine.RunAsync(
                ServerAccount.Running(
                    _binaries["pg_ctl"], "-D", _folders.Data, "-m", mode, "-w", "-t", seconds, "stop"),
                cancellationToken);
        }

        if (_server is not null)
        {
            await _server.Exited.WaitAsync(_options.Patience, cancellationToken);
            _server.Dispose();
            _server = null;
        }

        _holder.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    static ClusterFolders FoldersOf(string dataFolder) => new(Path.Combine(Path.GetFullPath(dataFolder), "postgres"));

    static string Connection(ClusterFolders folders, int port, string database, string role) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = folders.Run,
            Port = port,
            Database = database,
            Username = role,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;

    async Task RunAsync(ClusterInitializer initializer, CancellationToken cancellationToken)
    {
        Adopted = await IsAcceptingAsync(onlyWhileRunning: true, cancellationToken);
        if (!Adopted)
        {
            ServerProcess.ForgetStale(_folders);
            await initializer.WriteSettingsAsync(_binaries, cancellationToken);
            _server = await ServerProcess.StartAsync(_binaries, _folders);
            if (!await IsAcceptingAsync(onlyWhileRunning: false, cancellationToken))
            {
                throw FailedStart();
            }
        }

        Warnings = await ClusterCheck.RunAsync(
            ConnectionString("postgres"), _options.Database, _options.AllowUnsafeVersion, cancellationToken);
    }

    /// <summary>
    /// Waits until the server answers; false once it has ended. A server that is shutting down is waited for.
    /// </summary>
    async Task<bool> IsAcceptingAsync(bool onlyWhileRunning, CancellationToken cancellationToken)
    {
        var began = Stopwatch.StartNew();
        while (began.Elapsed < _options.Patience)
        {
            if (onlyWhileRunning ? ServerProcess.RunningIn(_folders) is null : _server is { Exited.IsCompleted: true })
            {
                return false;
            }

            if (await ClusterCheck.AnswersAsync(ConnectionString("postgres"), cancellationToken))
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25), cancellationToken);
        }

        throw FailedStart();
    }

    DatabaseProblemException FailedStart()
    {
        var words = _folders.LastWords();
        return words.Contains("No space left", StringComparison.Ordinal)
            ? new($"The disk that holds {_folders.Root} is full.", "Free some space and start again; nothing is lost.")
            : new($"PostgreSQL did not start in {_folders.Data}. It said:\n{words}", $"More is in {_folders.Log}.");
    }
}
