using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using XbFunctions.Capabilities.Translation;
using XbFunctions.Host;
using XbFunctions.Xb.DeadLetters;
using XbFunctions.Xb.Translate;

namespace XbFunctions.Xb.Bench;

/// <summary>Measures translation: engines by themselves, the whole pipeline, and the memory, on a storage of its own.</summary>
/// <param name="from">Source language.</param>
/// <param name="to">Target language.</param>
/// <param name="models">Folder with networks; <see langword="null"/> for none.</param>
/// <param name="window">How long each figure is measured.</param>
internal sealed class TranslateBench(string from, string to, string? models, TimeSpan window)
{
    private const int TitleWords = 6;
    private const int MaxTitles = 3_000;
    private static readonly int[] Lengths = [10, 25];
    private static readonly int[] Batches = [1, 32];

    /// <summary>Runs it.</summary>
    /// <param name="folder">Empty folder for the storage.</param>
    /// <param name="progress">Told of what is measured.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<TranslateBenchReport> RunAsync(string folder, IProgress<WorkDone> progress, CancellationToken cancellationToken)
    {
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataDirectory = folder }, cancellationToken);
        await using var services = LocalTranslation.Create(new StorageAccount(azurite.ConnectionString, null), models, null);
        await LocalTranslation.RefreshAsync(services, cancellationToken);
        var texts = GeneratedCorpus.Shared.Make(from, to, seed: 2).Select(static pair => pair.Source).ToList();
        var engines = services.GetServices<ITranslationEngine>().Where(engine => engine.Supports(from, to)).ToList();
        List<TranslateBenchRow> rows = [];
        foreach (var (index, engine) in engines.Index())
        {
            foreach (var length in Lengths)
            {
                var sentences = OfLength(texts, length);
                foreach (var batch in Batches)
                {
                    progress.Report(new WorkDone((double)index / (engines.Count + 1), $"{engine.Name}, {length} words, batches of {batch}"));
                    rows.Add(await MeasureAsync(engine, sentences, length, batch, cancellationToken));
                }
            }
        }

        progress.Report(new WorkDone((double)engines.Count / (engines.Count + 1), "pipeline and memory"));
        var translator = services.GetRequiredService<Translator>();
        var titles = texts.Distinct(StringComparer.Ordinal).Where(static text => text.Count(static letter => letter == ' ') is >= 1 and < TitleWords)
            .Where(static text => !text.Any(ProtectedText.IsMark)).Take(MaxTitles).ToList();
        var (titlesPerSecond, _) = await TimesAsync(translator, titles.Chunk(32).Take(titles.Count / 64), cancellationToken);
        var (_, tens) = await TimesAsync(translator, titles.Skip(titles.Count / 2).Chunk(10), cancellationToken);
        var (hits, cached) = await TimesAsync(translator, Repeated(titles[..100]), cancellationToken);
        return new TranslateBenchReport($"{from}-{to}", rows, titlesPerSecond, hits, At(cached, 0.5), At(cached, 0.99), At(tens, 0.99));
    }

    private async Task<TranslateBenchRow> MeasureAsync(
        ITranslationEngine engine, List<string> sentences, int length, int batch, CancellationToken cancellationToken)
    {
        // The first run loads models and compiles.
        await engine.TranslateAsync(from, to, sentences[..batch], cancellationToken);
        var (began, done, translated, at) = (Stopwatch.GetTimestamp(), 0, 0, 0);
        while (Stopwatch.GetElapsedTime(began) < window)
        {
            var answers = await engine.TranslateAsync(from, to, sentences[at..(at + batch)], cancellationToken);
            translated += answers.Count(static answer => answer.Text is not null);
            done += batch;
            at = at + (2 * batch) <= sentences.Count ? at + batch : 0;
        }

        return new TranslateBenchRow(engine.Name, length, batch, (double)translated / done, done / Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    // What no engine knows is not counted.
    private async Task<(double PerSecond, List<double> Milliseconds)> TimesAsync(
        Translator translator, IEnumerable<string[]> requests, CancellationToken cancellationToken)
    {
        var (began, done) = (Stopwatch.GetTimestamp(), 0);
        List<double> times = [];
        foreach (var request in requests)
        {
            if (Stopwatch.GetElapsedTime(began) >= window)
            {
                break;
            }

            var start = Stopwatch.GetTimestamp();
            var found = await translator.TranslateKnownAsync(request, from, to, null, cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            done += found.Count(static text => text is not null);
        }

        return (done / Stopwatch.GetElapsedTime(began).TotalSeconds, times);
    }

    private static IEnumerable<string[]> Repeated(List<string> titles)
    {
        while (true)
        {
            foreach (var title in titles)
            {
                yield return [title];
            }
        }
    }

    // Texts put behind each other until they have as many words.
    private static List<string> OfLength(List<string> texts, int words)
    {
        List<string> sentences = [];
        List<string> parts = [];
        foreach (var text in texts.Where(static text => !text.Any(ProtectedText.IsMark)))
        {
            parts.AddRange(text.Split(' '));
            if (parts.Count >= words)
            {
                sentences.Add(string.Join(' ', parts.Take(words)));
                parts.Clear();
            }
        }

        return sentences;
    }

    private static double At(List<double> times, double share)
    {
        if (times.Count == 0)
        {
            return double.NaN;
        }

        times.Sort();
        return times[Math.Min(times.Count - 1, (int)(times.Count * share))];
    }
}
