using System.CommandLine;
using Atrium.Cli.Shell;

namespace Atrium.Cli.Running;

/// <summary>
/// <c>./atrium test</c> builds what it tests, this program included: the launcher script runs it, and help lists it.
/// </summary>
static class TestCommand
{
    public static Command Build()
    {
        var command = new Command(
            "test", "Check, build and test everything in a clone; ends with \"N passed, N failed\".");
        command.SetAction(_ =>
        {
            Console.Error.WriteLine(
                "cause:  The tests run from a clone of the source.\nremedy: Run ./atrium test there.");

            return 1;
        });

        return command.WithExamples("./atrium test", "./atrium test --only Architecture");
    }
}
