using System.Globalization;
using Spectre.Console;

namespace XbFunctions.Xb;

/// <summary>Runs long work with a progress bar, or with a line every tenth where nothing can be drawn over.</summary>
internal static class CommandProgress
{
    /// <summary>Runs work on a thread of its own.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="terminal">Where to draw.</param>
    /// <param name="title">What is done.</param>
    /// <param name="work">Told where to report how far it is.</param>
    public static Task<T> RunAsync<T>(CommandTerminal terminal, string title, Func<IProgress<WorkDone>, T> work) =>
        RunAsync(terminal, title, progress => Task.Run(() => work(progress)));

    /// <summary>Runs work.</summary>
    /// <typeparam name="T">What it gives.</typeparam>
    /// <param name="terminal">Where to draw.</param>
    /// <param name="title">What is done.</param>
    /// <param name="work">Told where to report how far it is.</param>
    public static async Task<T> RunAsync<T>(CommandTerminal terminal, string title, Func<IProgress<WorkDone>, Task<T>> work)
    {
        if (!terminal.IsLive)
        {
            return await work(new TenthLines(terminal, title));
        }

        return await terminal.Out.Progress()
            .Columns(
                new TaskDescriptionColumn(),
                new ProgressBarColumn(),
                new PercentageColumn(),
                new RemainingTimeColumn(),
                new SpinnerColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
                var result = await work(new Bar(bar, title));
                bar.Value = 1;
                return result;
            });
    }

    private static string Text(string title, string note) => note.Length == 0 ? title : $"{title}, {note}";

    private sealed class Bar(ProgressTask task, string title) : IProgress<WorkDone>
    {
        public void Report(WorkDone value)
        {
            task.Value = value.Share;
            task.Description = Markup.Escape(Text(title, value.Note));
        }
    }

    private sealed class TenthLines(CommandTerminal terminal, string title) : IProgress<WorkDone>
    {
        private int _tenths;

        public void Report(WorkDone value)
        {
            var tenths = (int)(value.Share * 10);
            if (tenths > _tenths)
            {
                _tenths = tenths;
                terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{Text(title, value.Note)}: {tenths * 10} %"));
            }
        }
    }
}
