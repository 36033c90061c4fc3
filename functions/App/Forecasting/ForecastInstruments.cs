using System.Diagnostics.Metrics;
using XbFunctions.Capabilities.Forecasting;

namespace XbFunctions.App.Forecasting;

/// <summary>Metrics of the nightly forecasts, meter <c>XbFunctions.Forecasting</c>.</summary>
public sealed class ForecastInstruments
{
    private readonly Counter<long> _calls;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Owner of the meter.</param>
    public ForecastInstruments(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _calls = meters.Create("XbFunctions.Forecasting").CreateCounter<long>(
            "forecast.runs", "{run}", "Calls of the nightly run, by whether the run of the day had ended.");
    }

    /// <summary>Counts a call.</summary>
    /// <param name="manifest">What the run came to; null where it goes on later.</param>
    /// <returns>Whether it has ended.</returns>
    public bool Called(ForecastManifest? manifest)
    {
        _calls.Add(1, new KeyValuePair<string, object?>("ended", manifest is not null));
        return manifest is not null;
    }
}
