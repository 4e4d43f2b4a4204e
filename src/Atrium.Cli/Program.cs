using System.CommandLine;
using Atrium.Cli.Db;
using Atrium.Cli.Db.Checking;
using Atrium.Cli.Doctor;
using Atrium.Cli.Running;
using Atrium.Cli.Shell;

var atrium = new RootCommand("Atrium: a self-hosted back office for agencies, on one PostgreSQL database.")
{
    UpCommand.Build(),
    DownCommand.Build(),
    ServeCommand.Build(),
    RestCommand.Build(),
    KeysCommand.Build(),
    DbCommand.Create(),
    AuditCommand.Create(),
    ExplainAccessCommand.Create(),
    DoctorCommand.Build(),
    TestCommand.Build(),
};
atrium.WithExamples("atrium up", "atrium doctor").ShowExamples();

return await atrium.Parse(args).InvokeAsync(
    new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(90) });
