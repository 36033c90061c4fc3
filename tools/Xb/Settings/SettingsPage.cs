using System.Globalization;
using System.Text;

namespace XbFunctions.Xb.Settings;

/// <summary>The page <c>docs/settings.md</c>.</summary>
internal static class SettingsPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="settings">All settings.</param>
    public static string Of(IReadOnlyList<AppSetting> settings)
    {
        var page = new StringBuilder(
            """
            # Settings

            Every setting of the app and of the local platform, as `xb settings --markdown` prints them; a test holds the page to the code. In
            `local.settings.json`, in environment variables and in Azure two underscores stand between the parts of a name. A value out of its range stops the start, and the message
            names the setting. Batch sizes, retries of HTTP and the like are in [host.json](../host.json), whose members `AzureFunctionsJobHost__` settings override.


            """.ReplaceLineEndings("\n"));
        foreach (var section in settings.GroupBy(static setting => setting.Meaning.Length > 0 && AppSettings.Host.Contains(setting) ? "Host and connections" : setting.Section))
        {
            page.Append(CultureInfo.InvariantCulture, $"## {section.Key}\n\n| setting | kind | default | allowed | meaning |\n| --- | --- | --- | --- | --- |\n");
            foreach (var setting in section)
            {
                page.Append(CultureInfo.InvariantCulture, $"| `{setting.Name}` | {setting.Kind} | {Cell(setting.Default)} | {Cell(setting.Allowed)} | {Cell(setting.Meaning)} |\n");
            }

            page.Append('\n');
        }

        return page.ToString().TrimEnd('\n') + "\n";
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
