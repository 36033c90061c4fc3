using System.ComponentModel.DataAnnotations;

namespace XbFunctions.Capabilities.Fraud;

/// <summary>Settings of learning from feedback. The schedule of <c>RetrainFraud</c> is the app setting <c>RetrainFraudSchedule</c>.</summary>
public sealed class FraudLearningOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Fraud:Learning";

    /// <summary>Age in event time from which a payment without a label counts as genuine; younger ones are left out.</summary>
    /// <value>1 hour to 365 days; default 30 days: most chargebacks follow the next statement.</value>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan LabelDelay { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Days of the archive that are read, the latest.</summary>
    /// <value>1 to 1,000; default 150.</value>
    [Range(1, 1_000)]
    public int HistoryDays { get; set; } = 150;

    /// <summary>Most decisions in memory; of more, a sample drawn by payment id is kept.</summary>
    /// <value>1,000 to 5,000,000; default 250,000, some 250 MB while training.</value>
    [Range(1_000, 5_000_000)]
    public int MaxRows { get; set; } = 250_000;

    /// <summary>Fewest decisions with a known outcome that a challenger is trained on.</summary>
    /// <value>100 or more; default 5,000.</value>
    [Range(100, 5_000_000)]
    public int MinRows { get; set; } = 5_000;

    /// <summary>Fewest frauds among them.</summary>
    /// <value>10 or more; default 100.</value>
    [Range(10, 1_000_000)]
    public int MinFrauds { get; set; } = 100;

    /// <summary>Trees of a challenger at most.</summary>
    /// <value>1 to 5,000; default 300, about 5 us a payment.</value>
    [Range(1, 5_000)]
    public int Trees { get; set; } = 300;

    /// <summary>Longest time of one run.</summary>
    /// <value>1 minute to 1 day; default 20 minutes, within the host's 30.</value>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan MaxDuration { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>How much average precision a challenger must gain on the latest part to go to shadow.</summary>
    /// <value>-1 to 1; default 0: it must not be worse.</value>
    [Range(-1.0, 1.0)]
    public double MinPrecisionGain { get; set; }

    /// <summary>How much recall at 1 % false positives a challenger may lose.</summary>
    /// <value>0 to 1; default 0.02, about what chance does to it.</value>
    [Range(0.0, 1.0)]
    public double MaxRecallLoss { get; set; } = 0.02;

    /// <summary>Largest calibration error of a challenger.</summary>
    /// <value>0 to 1; default 0.01.</value>
    [Range(0.0, 1.0)]
    public double MaxCalibrationError { get; set; } = 0.01;

    /// <summary>Confidence with which a challenger in shadow must be better to be promoted, and of all intervals.</summary>
    /// <value>0.5 to 0.999; default 0.95.</value>
    [Range(0.5, 0.999)]
    public double Confidence { get; set; } = 0.95;

    /// <summary>Frauds with both scores before a challenger in shadow is judged.</summary>
    /// <value>10 or more; default 50.</value>
    [Range(10, 1_000_000)]
    public int ShadowFrauds { get; set; } = 50;

    /// <summary>Time in shadow after which a challenger that has not won is taken out.</summary>
    /// <value>1 hour to 365 days; default 75 days: the label delay and six weeks of traffic.</value>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan ShadowTime { get; set; } = TimeSpan.FromDays(75);

    /// <summary>Population stability index from which drift is alarmed.</summary>
    /// <value>Above 0; default 0.25, the customary "has shifted".</value>
    [Range(0.001, 100.0)]
    public double DriftLimit { get; set; } = 0.25;

    /// <summary>Lowest ratio of a group's rate to everybody's that is fair.</summary>
    /// <value>0 to 1; default 0.5.</value>
    [Range(0.0, 1.0)]
    public double FairnessLow { get; set; } = 0.5;

    /// <summary>Highest ratio of a group's rate to everybody's that is fair.</summary>
    /// <value>1 or more; default 2.</value>
    [Range(1.0, 1_000.0)]
    public double FairnessHigh { get; set; } = 2;

    /// <summary>Fewest payments of a group that is judged.</summary>
    /// <value>1 or more; default 200.</value>
    [Range(1, 1_000_000)]
    public int FairnessRows { get; set; } = 200;
}
