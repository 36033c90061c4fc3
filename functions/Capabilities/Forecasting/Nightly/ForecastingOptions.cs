using System.ComponentModel.DataAnnotations;

namespace XbFunctions.Capabilities.Forecasting;

/// <summary>Settings of the nightly forecasts. The schedule of <c>RetrainForecasts</c> is the app setting <c>RetrainForecastsSchedule</c>.</summary>
public sealed class ForecastingOptions : IValidatableObject
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Forecasting";

    /// <summary>Days of sales that are learnt from.</summary>
    /// <value>60 to 2,000, and at least 2 days more than horizon and newcomer days together; default 400: a year and the weeks that compare with
    /// it.</value>
    [Range(60, 2_000)]
    public int HistoryDays { get; set; } = 400;

    /// <summary>Days ahead.</summary>
    /// <value>7 to 90; default 28.</value>
    [Range(7, 90)]
    public int Horizon { get; set; } = 28;

    /// <summary>Most products of one part, after which a run can be resumed.</summary>
    /// <value>10 to 5,000; default 2,500: the trees take about as long for few products as for many, and memory grows with the part.</value>
    [Range(10, 5_000)]
    public int PartSeries { get; set; } = 2_500;

    /// <summary>Days on sale below which a product borrows from its category.</summary>
    /// <value>7 to 60; default 21.</value>
    [Range(7, 60)]
    public int NewcomerDays { get; set; } = 21;

    /// <summary>Longest time of one call; the next goes on where it ended.</summary>
    /// <value>1 minute to 1 day; default 20 minutes, within the host's 30.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan MaxDuration { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>Calls of <c>POST /api/forecasts</c> that an instance answers at once; the next waits.</summary>
    /// <value>0 to 64; default 0: as many as the instance has processors.</value>
    [Range(0, 64)]
    public int SeriesAtOnce { get; set; }

    /// <summary>Longest wait of such a call for its turn; beyond it is refused, so that the caller can try another instance.</summary>
    /// <value>0 to 10 minutes; default 5 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan SeriesWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest time that <c>POST /api/forecasts</c> takes, waiting for its turn included; beyond it is refused.</summary>
    /// <value>1 second to 10 minutes; default 45 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan SeriesTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>How much smaller the error of a new combination must be, against the champion's, to be published.</summary>
    /// <value>-1 to 1; default 0: smaller at all.</value>
    [Range(-1.0, 1.0)]
    public double MinGain { get; set; }

    /// <summary>How much larger its bias may be than the champion's, against what was sold.</summary>
    /// <value>0 to 1; default 0.02.</value>
    [Range(0.0, 1.0)]
    public double MaxBiasLoss { get; set; } = 0.02;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        // Two days more: the sum of all markets has only the dates that they share.
        var least = Horizon + NewcomerDays + 2;
        if (HistoryDays < least)
        {
            yield return new ValidationResult(
                $"{Section}:HistoryDays is {HistoryDays}: with {Section}:Horizon {Horizon} and {Section}:NewcomerDays {NewcomerDays} it must be at least {least}.",
                [nameof(HistoryDays), nameof(Horizon), nameof(NewcomerDays)]);
        }
    }
}
