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
    /// <param name="work">Told where to report its share, in [0, 1].</param>
    public static async Task<T> RunAsync<T>(CommandTerminal terminal, string title, Func<IProgress<double>, T> work)
    {
        if (!terminal.IsLive)
        {
            return await Task.Run(() => work(new TenthLines(terminal, title)));
        }

        return await terminal.Out.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Markup.Escape(title), maxValue: 1);
                var result = await Task.Run(() => work(new Bar(bar)));
                bar.Value = 1;
                return result;
            });
    }

    private sealed class Bar(ProgressTask task) : IProgress<double>
    {
        public void Report(double value) => task.Value = value;
    }

    private sealed class TenthLines(CommandTerminal terminal, string title) : IProgress<double>
    {
        private int _tenths;

        public void Report(double value)
        {
            var tenths = (int)(value * 10);
            if (tenths > _tenths)
            {
                _tenths = tenths;
                terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{title}: {tenths * 10} %"));
            }
        }
    }
}
