using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Atrium.Cli.Shell;

/// <summary>Examples below a verb's help: options say what is possible, an example says what is usual.</summary>
static class Help
{
    static readonly Dictionary<Symbol, string[]> Examples = [];

    extension<T>(T command) where T : Command
    {
        /// <summary>Adds examples to the command's help, as they are typed.</summary>
        public T WithExamples(params string[] examples)
        {
            Examples[command] = examples;

            return command;
        }
    }

    /// <summary>Makes the help of the whole tree show the examples.</summary>
    public static RootCommand ShowExamples(this RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExamples(new HelpAction());
        }

        return root;
    }

    sealed class HelpWithExamples(HelpAction plain) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var code = plain.Invoke(parseResult);
            if (Examples.TryGetValue(parseResult.CommandResult.Command, out var examples))
            {
                var output = parseResult.InvocationConfiguration.Output;
                output.WriteLine(examples.Length == 1 ? "Example:" : "Examples:");
                foreach (var example in examples)
                {
                    output.WriteLine($"  {example}");
                }

                output.WriteLine();
            }

            return code;
        }
    }
}
