using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using XbFunctions.Capabilities.Translation;

namespace XbFunctions.Xb.Bench;

/// <summary><c>xb bench translate</c>.</summary>
internal static class TranslateBenchCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var from = CommandOptions.Text("--from", "Source language; en without it.", "LANGUAGE");
        var to = CommandOptions.Text("--to", "Target language; de without it.", "LANGUAGE");
        var models = CommandOptions.Text("--models", "Folder with networks of your own, as Translation:ModelFolder.", "FOLDER");
        var seconds = CommandOptions.Number("--seconds", "How long each figure is measured.", 3, 1, 600);
        var json = CommandOptions.Switch("--json", "Print JSON.");
        var command = new Command(
            "translate",
            """
            Translate text that is made from the lexicon: sentences a second of each engine at two lengths, one by one and in batches, titles a
            second through the whole pipeline, and how fast the memory answers. Starts a storage of its own.

            Examples:
              xb bench translate
              xb bench translate --to ja --models models --json
            """)
        {
            from, to, models, seconds, json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var terminal = CommandTerminal.Of(parsed);
            var bench = new TranslateBench(
                Language("--from", parsed.GetValue(from) ?? "en"), Language("--to", parsed.GetValue(to) ?? "de"), parsed.GetValue(models), TimeSpan.FromSeconds(parsed.GetValue(seconds)));
            await using var folder = new BenchFolder(parsed.InvocationConfiguration.Error);
            var report = await CommandProgress.RunAsync(terminal, "Measuring", progress => bench.RunAsync(folder.Path, progress, cancellationToken));
            if (parsed.GetValue(json))
            {
                terminal.Line(JsonSerializer.Serialize(report, JsonSerializerOptions.Web));
            }
            else
            {
                Print(terminal, report);
            }

            return 0;
        });
        return command;
    }

    private static void Print(CommandTerminal terminal, TranslateBenchReport report)
    {
        var table = CommandTables.New("engine", "words", "batch", "translated", "sentences/s");
        foreach (var row in report.Rows)
        {
            table.AddRow(row.Engine, $"{row.Words}", $"{row.Batch}", Text($"{row.Translated:P0}"), Text($"{row.Rate:N0}"));
        }

        terminal.Out.Write(table);
        terminal.Line(Text($"{report.Pair}, whole pipeline: {report.TitlesPerSecond:N0} new titles/s; ten new titles 99 % within {report.TenP99:0.0} ms."));
        terminal.Line(Text($"Memory: {report.HitsPerSecond:N0} texts/s, half within {report.CachedP50:0.00} ms, 99 % within {report.CachedP99:0.00} ms. {Environment.ProcessorCount} cores."));
    }

    private static string Language(string option, string text) => TranslationLanguages.Find(text)?.Code
        ?? throw new CommandException($"{option} is '{text}'; expected one of {string.Join(", ", TranslationLanguages.All.Select(static language => language.Code))}.");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
