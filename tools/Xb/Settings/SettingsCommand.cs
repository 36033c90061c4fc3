using System.CommandLine;
using Spectre.Console;

namespace XbFunctions.Xb.Settings;

/// <summary><c>xb settings</c>: what can be set.</summary>
internal static class SettingsCommand
{
    private static readonly Argument<string?> Filter = new("PART")
    {
        Description = "Shows the settings whose name or meaning contains this, in full.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> Markdown = CommandOptions.Switch("--markdown", "Print all of them as docs/settings.md has them.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command(
            "settings",
            """
            Show every setting of the app and of the local platform. In local.settings.json, in environment variables and in Azure a setting is named with
            two underscores.

            Examples:
              xb settings
              xb settings lookup
              xb settings --markdown > docs/settings.md
            """)
        {
            Filter, Markdown,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var settings = AppSettings.Read();
        if (parsed.GetValue(Markdown))
        {
            parsed.InvocationConfiguration.Output.Write(SettingsPage.Of(settings));
            return 0;
        }

        var part = parsed.GetValue(Filter);
        if (part is not null)
        {
            settings = [.. settings.Where(setting =>
                setting.Name.Contains(part, StringComparison.OrdinalIgnoreCase) || setting.Meaning.Contains(part, StringComparison.OrdinalIgnoreCase))];
        }

        if (settings.Count == 0)
        {
            throw new CommandException($"No setting has '{part}' in its name or meaning. xb settings lists them all.");
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("setting", "default", "allowed");
        if (part is not null)
        {
            table.AddColumn("meaning");
        }

        foreach (var setting in settings)
        {
            string[] cells = [setting.Name, setting.Default, setting.Allowed.Length > 0 ? setting.Allowed : setting.Kind];
            table.AddRow([.. (part is null ? cells : [.. cells, setting.Meaning]).Select(Markup.Escape)]);
        }

        CommandTerminal.Of(parsed).Out.Write(table);
        return 0;
    }
}
