using System.CommandLine;
using System.Globalization;
using Azure;
using Microsoft.Extensions.DependencyInjection;
using XbFunctions.Capabilities.Catalogue;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Xb.DeadLetters;

namespace XbFunctions.Xb.Translate;

/// <summary><c>xb translate catalogue</c>.</summary>
internal static class TranslateCatalogueCommand
{
    private static readonly Option<string?> Languages = CommandOptions.Text("--languages", "Languages that are filled, with commas; without it all.", "CODES");

    private static readonly Option<long> MaxCharacters = new("--max-characters")
    {
        Description = "Most characters of titles that are given to engines.", HelpName = "COUNT", DefaultValueFactory = static _ => 100_000_000,
    };

    private static readonly Option<string?> Models = CommandOptions.Text("--models", "Folder with networks of your own, as Translation:ModelFolder.", "FOLDER");

    private static readonly Option<string?> Brands = CommandOptions.Text("--brands", "Brands that stay as they are, with commas, as Translation:Brands.", "NAMES");

    private static readonly Option<double> Price = CommandOptions.Number(
        "--price", "Price of a million characters, for the estimate; the engines of this command cost nothing but time.", 10.0, 0.0, 1_000.0);

    private static readonly Option<bool> DryRun = CommandOptions.Switch("--dry-run", "Only print what is missing and what it would cost.");

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var storage = new StorageOptions();
        var command = new Command(
            "catalogue",
            """
            Translate the titles that items lack in the languages of the markets where they are sold. Prints what is missing and what it would cost
            with an engine that charges for characters, then translates with the engines of this machine: networks, phrase models of the storage,
            lexicon. What is done stands in the catalogue: a run that was stopped goes on where it was, and a changed title is translated again.
            In the platform the timer TranslateCatalogue does the same, with the engines that are configured there.

            Examples:
              xb translate catalogue --dry-run
              xb translate catalogue --languages de,fr --brands Nordwind
            """)
        {
            Languages, MaxCharacters, Models, Brands, Price, DryRun,
        };
        storage.AddTo(command);
        command.SetAction((parsed, cancellationToken) => storage.RunAsync(
            parsed, (StorageAccount account, CommandTerminal terminal) => RunAsync(parsed, account, terminal, cancellationToken), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, StorageAccount account, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var languages = Read(parsed.GetValue(Languages));
        await using var services = LocalTranslation.Create(account, parsed.GetValue(Models), parsed.GetValue(Brands));
        try
        {
            var catalogue = services.GetRequiredService<ItemCatalogue>();
            var gaps = TitleGaps.Find(await catalogue.GetAsync(cancellationToken), languages).ToList();
            var characters = gaps.Sum(static gap => (long)gap.Title.Length);
            foreach (var group in gaps.GroupBy(static gap => (gap.FromCode, gap.To)).OrderBy(static group => group.Key))
            {
                terminal.Line(string.Create(
                    CultureInfo.InvariantCulture, $"{group.Key.FromCode} -> {group.Key.To}: {group.Count():N0} titles, {group.Sum(static gap => gap.Title.Length):N0} characters"));
            }

            terminal.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{gaps.Count:N0} titles of {gaps.Select(static gap => gap.Sku).Distinct().Count():N0} items are missing: {characters:N0} characters, {characters / 1e6 * parsed.GetValue(Price):N2} at the price of an engine that charges."));
            if (gaps.Count == 0 || parsed.GetValue(DryRun))
            {
                return 0;
            }

            await LocalTranslation.RefreshAsync(services, cancellationToken);
            var report = await CommandProgress.RunAsync(terminal, "Translating titles", progress => services.GetRequiredService<CatalogueTranslator>().RunAsync(
                parsed.GetValue(MaxCharacters), languages, share => progress.Report(new WorkDone(share)), cancellationToken));
            Print(terminal, report);
            return 0;
        }
        catch (Exception exception) when (exception is RequestFailedException or CatalogueException)
        {
            throw new CommandException($"The catalogue cannot be translated: {exception.Message}", exception);
        }
    }

    private static void Print(CommandTerminal terminal, CatalogueTranslationReport report)
    {
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Translated:N0} titles were translated, {report.NeedReview:N0} of them to be looked at; {report.NotCovered:N0} are translated by no engine, {report.Left:N0} are left."));
        foreach (var (engine, characters) in report.Characters.OrderBy(static one => one.Key, StringComparer.Ordinal))
        {
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{engine}: {characters:N0} characters"));
        }
    }

    private static HashSet<string>? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        HashSet<string> codes = new(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            codes.Add(TranslationLanguages.Find(part)?.Code ?? throw new CommandException(
                $"--languages: '{part}' is none of {string.Join(", ", TranslationLanguages.All.Select(static language => language.Code))}."));
        }

        return codes;
    }
}
