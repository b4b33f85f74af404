// The shapes of the HTTP API, in the form `npm run api` writes from /api/v1/openapi.json of a running server.
export interface components {
  schemas: {
    /** Say that you have seen it */
    AcknowledgeAlarm: {
      note?: string;
    };
    /** Say that a command was carried out, or why not */
    AcknowledgeCommand: {
      /** false: it was refused */
      accepted: boolean;
      detail?: string;
    };
    /** Something that a person must look at */
    Alarm: {
      id: string;
      state: "unacknowledged" | "acknowledged" | "returned" | "cleared";
      priority: "low" | "medium" | "high";
      equipment: string;
      because: components["schemas"]["Verdict"];
      /** Occurrences so far */
      count: number;
      raised_at: string;
      last_at: string;
      acknowledged_at?: string;
      acknowledged_by?: string;
      note?: string;
      shelved_until?: string;
      shelved_by?: string;
      shelve_reason?: string;
      escalated_to?: string;
      escalated_at?: string;
      returned_at?: string;
      /** Its condition is normal, and its off-delay not over */
      returns_at?: string;
      /** Somebody looked, and nothing was wrong */
      false_at?: string;
      false_by?: string;
      false_reason?: string;
      /** The same state as ISA-18.2 calls it */
      life_cycle: "normal" | "unacknowledged" | "acknowledged" | "returned_to_normal_unacknowledged" | "shelved";
    };
    /** Whether more alarms come than one operator can answer (ISA-18.2) */
    AlarmFlood: {
      /** More than 10 were raised within ten minutes, and no ten minutes since then had fewer than 5 */
      is_flood: boolean;
      /** When a flood began */
      since?: string;
      /** Within the last ten minutes */
      raised: number;
      /** Since the flood began */
      in_flood: number;
    };
    /** How many alarms of a control plan line were false */
    AlarmRate: {
      plan: string;
      line: string;
      alarms: number;
      false_alarms: number;
      /** From 0 to 1 */
      false_rate: number;
    };
    /** A chart to draw over a stream's past, or over values sent along */
    AnalyseChart: {
      spec: components["schemas"]["AnalysisSpec"];
      stream?: components["schemas"]["AnalysedStream"];
      /** Instead of stream */
      data?: components["schemas"]["AnalysedValues"];
    };
    /** A control chart over a series, and what else its page says */
    AnalysedChart: {
      analysis: components["schemas"]["Analysis"];
      uom: string;
      /** Of the last sample of each subgroup */
      times: string[];
      rule_sets: components["schemas"]["RuleSetRate"][];
    };
    /** Which samples of a stream */
    AnalysedStream: {
      equipment: string;
      tag: string;
      /** Else the newest points */
      from?: string;
      /** Now by default */
      to?: string;
      /** Newest subgroups without from; 100 by default, at most 5000 */
      points?: number;
      /** 1 by default */
      subgroup_size?: number;
      /** p, np, u: behind each count */
      items?: number;
    };
    /** Values to chart, sent along */
    AnalysedValues: {
      /** By characteristic, then observation; null where a cell is missing */
      values: number[][];
      /** Neighbours that belong together; 1 by default */
      subgroup_size?: number;
      /** p, np, u: items behind each count */
      sizes?: number[];
      /** dnom: what each should be */
      nominals?: number[];
      /** Of each subgroup */
      stages?: string[];
    };
    /** A control chart over a series */
    Analysis: {
      chart: "xbar-r" | "xbar-s" | "i-mr" | "median" | "p" | "np" | "c" | "u" | "laney-p" | "laney-u" | "cusum" | "ewma" | "moving-average" | "dnom" | "t2" | "mewma" | "g" | "t";
      rules: "none" | "western-electric" | "nelson" | "aiag" | "juran";
      subgroups: number;
      phase1?: number;
      exclusions: components["schemas"]["Exclusion"][];
      /** Of the last stage */
      mean?: number;
      /** How many points of a stable normal process pass until its first panel signals; absent where not known */
      points_per_false_alarm?: number;
      panels: components["schemas"]["AnalysisPanel"][];
    };
    /** One panel of a chart over a series; arrays as long as points, null where there is none */
    AnalysisPanel: {
      name: string;
      /** Subgroup of the first point */
      first: number;
      /** Of single values; absent where limits do not rest on one */
      sigma?: number;
      points: number[];
      center: number[];
      lower: number[];
      upper: number[];
      /** Points that signal, and only these */
      signals: components["schemas"]["AnalysisSignal"][];
    };
    /** A point that set off run rules */
    AnalysisSignal: {
      /** Into the points of the panel, from 0 */
      index: number;
      /** Lowest first */
      rules: string[];
      side: "none" | "low" | "high";
    };
    /** Which control chart to draw over a series, and how */
    AnalysisSpec: {
      chart: "xbar-r" | "xbar-s" | "i-mr" | "median" | "p" | "np" | "c" | "u" | "laney-p" | "laney-u" | "cusum" | "ewma" | "moving-average" | "dnom" | "t2" | "mewma" | "g" | "t";
      /** western-electric by default */
      rules?: "none" | "western-electric" | "nelson" | "aiag" | "juran";
      /** Beside those of the set */
      own_rules?: components["schemas"]["OwnRule"][];
      /** Limits come from the first so many subgroups; all by default */
      phase1?: number;
      exclusions?: components["schemas"]["Exclusion"][];
      /** How sigma is estimated; what the chart's name says by default */
      estimator?: "automatic" | "r-bar" | "s-bar" | "pooled" | "mr-bar" | "median-mr" | "overall";
      /** Divide standard deviations by c4; true by default */
      unbiased?: boolean;
      /** Of single values, when it is known */
      sigma?: number;
      /** The centre, when it is known */
      target?: number;
      /** The side that may signal: both by default */
      guarded?: "both" | "upper" | "lower";
      /** CUSUM: allowance in standard errors, 0.5 by default */
      k?: number;
      /** CUSUM: decision interval in standard errors, 5 by default */
      h?: number;
      /** CUSUM: begin at h/2 */
      fir?: boolean;
      /** EWMA and MEWMA: weight of the newest point, 0.2 by default */
      lambda?: number;
      /** EWMA: limits in standard errors, 3 by default */
      l?: number;
      /** Moving average: subgroups in it, 3 by default */
      span?: number;
      /** T²: chance of a false alarm at a point, 0.0027 by default */
      alpha?: number;
      /** MEWMA: limit h4; found for one false alarm in 370 by default */
      mewma_limit?: number;
    };
    /** A row of an analysis of variance */
    AnovaRow: {
      /** Where the variation comes from */
      source: string;
      /** Degrees of freedom */
      df: number;
      sum_of_squares: number;
      /** Absent for the total */
      mean_square?: number;
      /** Absent when there is nothing to compare with */
      f?: number;
      /** Probability of so large an F without an effect */
      p?: number;
    };
    /** The worst average outgoing quality */
    Aoql: {
      /** Incoming quality at which it occurs */
      p: number;
      aoq: number;
    };
    /** The difference that applying makes, or made */
    ApplyReply: {
      applied: boolean;
      changes: components["schemas"]["DocumentChange"][];
    };
    /** A message that arrived, and what became of it */
    Arrival: {
      at: string;
      topic: string;
      /** At most its first 2000 characters */
      payload: string;
      /** Bytes */
      size: number;
      readings: number;
      refusals: number;
      /** What was the matter with it */
      text?: components["schemas"]["Text"];
    };
    /** A draft of plant documents and the history to try it on */
    AskBacktest: {
      /** Each with its kind and id, as they would be applied */
      documents: unknown[];
      /** IM-01/melt_temp; none: all that the plans' lines judge */
      streams?: string[];
      from?: string;
      to?: string;
    };
    /** A Sparkplug node or device that has died and was not born again */
    Away: {
      /** group/node/device */
      name: string;
      since: string;
      /** That it brought */
      streams: number;
    };
    /** A draft that is, or was, tried on recorded history */
    Backtest: {
      id: string;
      state: "waiting" | "running" | "done" | "failed" | "cancelled";
      /** From 0 to 1 */
      progress: number;
      /** Judged so far */
      readings: number;
      plans: string[];
      asked_at: string;
      finished_at?: string;
      /** Why it failed */
      error?: components["schemas"]["Text"];
      /** Once it is done; not in a list */
      result?: components["schemas"]["BacktestReport"];
    };
    /** How often judgement found something */
    BacktestCounted: {
      /** Bad samples, or points of the chart */
      points: number;
      /** As the live site would have reached them */
      verdicts: number;
      /** From the first bad point to the first good */
      excursions: number;
    };
    /** Excursions by which of the two revisions found them */
    BacktestDifference: {
      only_draft: number;
      /** What the draft would miss */
      only_active: number;
      both: number;
    };
    /** An excursion and which of the two revisions found it */
    BacktestEvent: {
      found_by: "only_draft" | "only_active" | "both";
      kind: "out_of_specification" | "signal";
      time: string;
      draft?: components["schemas"]["BacktestSeen"];
      active?: components["schemas"]["BacktestSeen"];
    };
    /** A control plan line over one stream: the draft beside what is in force */
    BacktestLine: {
      stream: string;
      plan: string;
      line: string;
      characteristic: components["schemas"]["Text"];
      uom: string;
      readings: number;
      from?: string;
      to?: string;
      /** Specification, chart and rules are the same in both */
      judges_alike: boolean;
      /** Absent: the draft no longer has this line */
      draft?: components["schemas"]["BacktestRevision"];
      /** Absent: the revision in force does not have it */
      active?: components["schemas"]["BacktestRevision"];
      signals: components["schemas"]["BacktestDifference"];
      out_of_specification: components["schemas"]["BacktestDifference"];
      /** In order of time; of each kind of difference the first ones */
      events: components["schemas"]["BacktestEvent"][];
      events_left_out: number;
    };
    /** What would have been done */
    BacktestReactions: {
      alarms: number;
      messages: number;
      holds: number;
      stops: number;
      commands: number;
      /** Absent when it is not known what ran where */
      units_held?: number;
      lots_held?: number;
    };
    /** What a draft would have done on recorded samples */
    BacktestReport: {
      /** That the draft changes */
      plans: string[];
      from?: string;
      to?: string;
      readings: number;
      draft?: components["schemas"]["BacktestTotals"];
      /** Absent: nothing in force judges these streams */
      active?: components["schemas"]["BacktestTotals"];
      signals: components["schemas"]["BacktestDifference"];
      out_of_specification: components["schemas"]["BacktestDifference"];
      lines: components["schemas"]["BacktestLine"][];
    };
    /** One revision of a line over recorded samples */
    BacktestRevision: {
      plan: string;
      mode: "shadow" | "observe" | "advise" | "enforce";
      specification: components["schemas"]["VerdictLimits"];
      /** Limits of the location panel, as they stood at the end */
      chart?: components["schemas"]["VerdictLimits"];
      /** When the limits were learnt from these samples */
      learnt_at?: string;
      signals: components["schemas"]["BacktestCounted"];
      out_of_specification: components["schemas"]["BacktestCounted"];
      /** Verdicts by rule */
      rules: { [key: string]: number };
      reactions: components["schemas"]["BacktestReactions"];
      /** Excursions by where they began, in spans of equal length */
      timeline: number[];
    };
    /** An excursion, by the verdict that began it */
    BacktestSeen: {
      time: string;
      /** Absent: it still went on at the end */
      ended?: string;
      rules: string[];
      side: "low" | "high" | "both";
      value: number;
      text: components["schemas"]["Text"];
    };
    /** Of all lines */
    BacktestTotals: {
      /** Excursions */
      signals: number;
      /** Excursions */
      out_of_specification: number;
      /** A unit that several lines hold counts once */
      reactions: components["schemas"]["BacktestReactions"];
    };
    /** The shop floor at a glance */
    Board: {
      /** Ledger size */
      as_of: number;
      now: string;
      kpis: components["schemas"]["Kpis"];
      equipment: components["schemas"]["EquipmentView"][];
      /** Open, newest 20 */
      alarms: components["schemas"]["Alarm"][];
      /** Active, newest 20 */
      holds: components["schemas"]["Hold"][];
      defects: components["schemas"]["DefectCount"][];
      yield_by_hour: components["schemas"]["HourYield"][];
      /** Of today, of everything that runs operations */
      oee: components["schemas"]["Oee"][];
    };
    /** The power that makes the values most nearly normal */
    BoxCox: {
      /** 1 leaves them, 0 is the logarithm */
      lambda: number;
      /** Lower and upper bound of lambda; none when it was given */
      interval: number[];
      log_likelihood: number;
    };
    /** A span of a stream in summary */
    Bucket: {
      from: string;
      to: string;
      count: number;
      mean: number;
      min: number;
      max: number;
    };
    /** A measure of variation by where it comes from */
    BySource: {
      /** Repeatability and reproducibility together */
      total_grr: number;
      /** Of the gauge: EV */
      repeatability: number;
      /** Of those who use it: AV */
      reproducibility: number;
      /** Its part that holds for all parts */
      appraiser?: number;
      /** Its part that differs by part; absent when pooled */
      interaction?: number;
      /** Of the parts: PV */
      part_to_part: number;
      /** TV */
      total: number;
    };
    /** A capability study */
    Capability: {
      n: number;
      subgroups: number;
      /** When all have the same */
      subgroup_size?: number;
      specification: components["schemas"]["StudySpecification"];
      /** Of all intervals */
      confidence: number;
      distribution: "normal" | "lognormal" | "weibull" | "gamma" | "folded-normal" | "half-normal" | "rayleigh" | "box-cox" | "johnson-su" | "johnson-sb" | "johnson-sl";
      /** normal, transformed or percentile */
      method: string;
      mean: number;
      /** Inside subgroups */
      sigma_within: number;
      /** How sigma within was estimated */
      sigma_method: "range" | "s" | "pooled" | "moving-range";
      /** Its effective degrees of freedom */
      sigma_within_df: number;
      /** Of all values, divided by n − 1 */
      sigma_overall: number;
      /** Of subgroup means beyond what is within */
      sigma_between?: number;
      /** Both together */
      sigma_between_within?: number;
      cp?: number;
      cpl?: number;
      cpu?: number;
      cpk?: number;
      /** 1 / Cp */
      cr?: number;
      /** About the target; the centre by default */
      cpm?: number;
      /** Lower and upper bound; chi-square */
      cp_interval?: number[];
      /** Bissell 1990 */
      cpk_interval?: number[];
      /** Boyles 1991 */
      cpm_interval?: number[];
      pp?: number;
      ppl?: number;
      ppu?: number;
      ppk: number;
      /** 1 / Pp */
      pr?: number;
      /** Cpm with sigma overall */
      cpm_overall?: number;
      pp_interval?: number[];
      ppk_interval?: number[];
      cpm_overall_interval?: number[];
      cp_between_within?: number;
      cpk_between_within?: number;
      ppm: components["schemas"]["ExpectedParts"];
      normality: components["schemas"]["Normality"];
      fit: components["schemas"]["Fit"];
      /** What was compared, best first; with distribution best */
      candidates: components["schemas"]["Fit"][];
      control: components["schemas"]["ControlCheck"];
      /** Values that a study should have */
      minimum_n: number;
      /** Cpk that is asked for */
      required: number;
      /** Index that must be observed at this n to be sure of it */
      observed_needed?: number;
      verdict: "capable" | "undecided" | "not_capable" | "not_stable";
      notes: components["schemas"]["StudyNote"][];
      histogram: components["schemas"]["Histogram"];
      probability_plot: components["schemas"]["ProbabilityPoint"][];
    };
    /** What a capability study is made of */
    CapabilityRequest: {
      /** At most 100 000, in order; or a stream */
      values?: number[];
      /** For each value the name of its subgroup; instead of subgroup_size */
      subgroups?: string[];
      /** Its oldest samples that fill no subgroup are left out */
      stream?: components["schemas"]["StudyStream"];
      /** Values in a row that are one; 1 by default */
      subgroup_size?: number;
      lower?: number;
      /** Of Cpm; the centre by default */
      target?: number;
      upper?: number;
      /** Of intervals; 0.95 by default */
      confidence?: number;
      /** Cpk that is asked for; 1.33 by default */
      required?: number;
      /** How sigma within is estimated */
      sigma?: "range" | "s" | "pooled" | "moving-range";
      /** normal by default */
      distribution?: "normal" | "lognormal" | "weibull" | "gamma" | "folded-normal" | "half-normal" | "rayleigh" | "box-cox" | "johnson" | "best";
      /** Of Box-Cox, instead of the most likely one */
      lambda?: number;
    };
    /** Your own settings */
    ChangeMe: {
      /** en or zh */
      language: string;
    };
    /** One panel of a control chart */
    ChartPanel: {
      /** location or spread */
      name: string;
      /** Absent while learning, as are the other lines */
      center?: number;
      lower?: number;
      upper?: number;
      /** Of a plotted point */
      sigma?: number;
      points: components["schemas"]["ChartPoint"][];
    };
    /** A plotted point */
    ChartPoint: {
      time: string;
      value: number;
      /** From 0, the stream's first subgroup */
      index: number;
      /** Run rules that it set off */
      rules: ("we1" | "we2" | "we3" | "we4" | "nelson1" | "nelson2" | "nelson3" | "nelson4" | "nelson5" | "nelson6" | "nelson7" | "nelson8" | "aiag1" | "aiag2" | "aiag3" | "aiag4" | "aiag5" | "aiag6" | "aiag7" | "aiag8" | "juran1" | "juran2" | "juran3" | "juran4" | "juran5" | "juran6" | "run-6" | "run-7" | "run-8" | "run-9" | "run-10" | "run-12" | "trend-5" | "trend-6" | "trend-7" | "trend-8" | "alternating-8" | "alternating-10" | "alternating-12" | "alternating-14" | "within-10" | "within-12" | "within-15" | "outside-5" | "outside-6" | "outside-8" | "2-beyond-2" | "4-beyond-1" | "3-of-4-beyond-1" | "3-of-6-beyond-2")[];
      learning: boolean;
    };
    /** Counts in classes against those expected */
    ChiSquareTest: {
      statistic: number;
      df: number;
      p: number;
    };
    /** What equipment or a system was told */
    Command: {
      id: string;
      target: string;
      equipment: string;
      command: string;
      parameters: unknown;
      reason: components["schemas"]["Text"];
      /** queued, delivered, acknowledged, refused, timed_out or failed */
      state: string;
      attempts: number;
      detail: string;
      queued_at: string;
      /** Delivered, or given up */
      settled_at?: string;
      /** Done, or refused */
      acknowledged_at?: string;
      /** The role that was told that it failed */
      escalated_to?: string;
      /** Absent: its delivery is all */
      acknowledge_within_s?: number;
      /** The answer came after its time, when it had timed out */
      late: boolean;
    };
    /** Complete an operation on a unit or lot */
    CompleteRun: {
      operation: string;
      equipment: string;
      person?: string;
      time?: string;
      result?: "pass" | "fail";
      /** Reason code when it failed */
      defect?: string;
      /** Process parameters of the run */
      parameters?: { [key: string]: number };
    };
    /** How the connection that we open to a source stands */
    Connection: {
      state: "off" | "connecting" | "connected";
      address: string;
      /** When this state began */
      since?: string;
      /** Why it does not work, or last did not; or what is wrong though it works */
      error?: components["schemas"]["Text"];
      /** Since it last worked */
      attempts: number;
      retry_at?: string;
      last_worked_at?: string;
    };
    /** Proof that the ledger only grew (RFC 6962) */
    ConsistencyProof: {
      from: number;
      to: number;
      /** Hexadecimal */
      hashes: string[];
    };
    /** Use a component or a quantity of a lot for this item */
    Consume: {
      from: components["schemas"]["ItemRef"];
      quantity?: number | string;
      uom?: string;
      operation: string;
      equipment: string;
      time?: string;
    };
    /** What is packed in a box or pallet */
    Contents: {
      count: number;
      /** The first 100, by kind and id */
      items: components["schemas"]["ItemRef"][];
    };
    /** A control chart, computed by the code that judges from the recorded samples in order of time; a late sample stands where its time is, although judgement plotted without it */
    ControlChart: {
      type: "i-mr" | "xbar-r" | "xbar-s" | "median" | "moving-average" | "ewma" | "cusum" | "p" | "np" | "c" | "u";
      uom: string;
      line: string;
      plan: string;
      subgroup_size: number;
      panels: components["schemas"]["ChartPanel"][];
      specification?: components["schemas"]["VerdictLimits"];
      /** How often it signals while nothing is wrong */
      false_alarm: components["schemas"]["Text"];
    };
    /** Whether the process was in control, by rule 1 */
    ControlCheck: {
      /** i-mr, xbar-r or xbar-s */
      chart: string;
      /** Values were brought to normal scores first, by the fitted distribution */
      of_scores: boolean;
      stable: boolean;
      signal_count: number;
      /** The first hundred */
      signals: components["schemas"]["ControlSignal"][];
    };
    /** A point beyond a control limit */
    ControlSignal: {
      /** Of the subgroup or value, from 0 */
      index: number;
      /** location or spread */
      panel: string;
      value: number;
      lower: number;
      upper: number;
    };
    /** The token itself, shown this once */
    CreatedToken: {
      id: string;
      token: string;
    };
    /** A point of the fitted curve */
    CurvePoint: {
      x: number;
      /** Expected in a class about x */
      count: number;
    };
    /** How often a defect was found */
    DefectCount: {
      defect: string;
      count: number;
    };
    /** Values, or a stream that has them */
    DescribeRequest: {
      /** At most 100 000, in order */
      values?: number[];
      stream?: components["schemas"]["StudyStream"];
    };
    /** Why the reading is thrown away */
    DiscardReading: {
      reason: string;
    };
    /** A revision of a plant document */
    Document: {
      kind: string;
      id: string;
      revision: number;
      body: unknown;
      at: string;
      by: string;
      in_force: boolean;
    };
    /** What applying does to a document */
    DocumentChange: {
      kind: string;
      id: string;
      /** added, changed, unchanged, withdrawn */
      change: string;
      revision: number;
      differences: string[];
    };
    /** All revisions of a plant document, newest first */
    DocumentRevisions: {
      revisions: components["schemas"]["Document"][];
    };
    /** It is done and on disk */
    Done: {
      id: string;
      /** Ledger size with it */
      as_of: number;
    };
    /** The newest run at a piece of equipment */
    EquipmentActivity: {
      equipment: string;
      item: string;
      operation: string;
      started_at: string;
      ended_at?: string;
    };
    /** Equipment that may not run */
    EquipmentStop: {
      equipment: string;
      reason: components["schemas"]["Text"];
      stopped_at: string;
      stopped_by: string;
      verdict?: string;
    };
    /** A piece of equipment as it is now */
    EquipmentView: {
      id: string;
      name: components["schemas"]["Text"];
      level: "enterprise" | "site" | "area" | "line" | "station";
      in?: string;
      state: "running" | "idle" | "stopped" | "no_data" | "not_connected";
      since?: string;
      /** Of its readings; none: it declares no tags */
      connection: "connected" | "silent" | "not_connected" | "none";
      stop?: components["schemas"]["EquipmentStop"];
      activity?: components["schemas"]["EquipmentActivity"];
      streams: components["schemas"]["Stream"][];
      /** Open ones */
      alarms: number;
      /** Active ones of exposures to it */
      holds: number;
    };
    /** A subgroup that makes no limits, and why */
    Exclusion: {
      /** Of the subgroup, from 0 */
      index: number;
      reason: string;
    };
    /** Parts per million beyond the limits */
    ExpectedParts: {
      /** Counted */
      observed: components["schemas"]["PartsPerMillion"];
      /** Expected of sigma within */
      within?: components["schemas"]["PartsPerMillion"];
      /** Expected of all the variation */
      overall: components["schemas"]["PartsPerMillion"];
    };
    /** An expression and the values of its variables */
    ExpressionAttempt: {
      /** x > 3 && name.startsWith("IM") */
      expr: string;
      /** Plain JSON, or typed as {"t":"uint","v":"5"}, for each variable */
      bindings?: { [key: string]: unknown };
      /** int, list(string) … for each variable; otherwise it is dyn */
      types?: { [key: string]: string };
      /** Names are looked for in it first */
      container?: string;
      /** Refuse unknown names and wrong types before the evaluation */
      check?: boolean;
      /** From when time windows look back; by default from the last reading */
      at?: string;
    };
    /** A function that expressions may call */
    ExpressionFunction: {
      /** string.startsWith(string) -> bool */
      signature: string;
      about: components["schemas"]["Text"];
    };
    /** What an expression gives: a value, or an error */
    ExpressionOutcome: {
      /** As plain JSON */
      value?: unknown;
      /** int, list … */
      type?: string;
      /** The value without loss, when asked for */
      typed?: unknown;
      error?: components["schemas"]["ExpressionProblem"];
    };
    /** What is wrong with an expression, or what went wrong in it */
    ExpressionProblem: {
      /** Stable, for programs */
      code: string;
      /** From 1 */
      line: number;
      /** From 1, in characters */
      column: number;
      /** What would be right */
      text: components["schemas"]["Text"];
    };
    /** A distribution fitted to values */
    Fit: {
      distribution: "normal" | "lognormal" | "weibull" | "gamma" | "folded-normal" | "half-normal" | "rayleigh" | "box-cox" | "johnson-su" | "johnson-sb" | "johnson-sl";
      parameters: components["schemas"]["Parameter"][];
      log_likelihood: number;
      /** Akaike's criterion: lower is better */
      aic: number;
      anderson_darling: components["schemas"]["Test"];
      /** Absent for too few values */
      chi_square?: components["schemas"]["ChiSquareTest"];
      box_cox?: components["schemas"]["BoxCox"];
      /** 0.135 % of values lie below */
      x0135: number;
      /** The median */
      x50: number;
      /** 0.135 % of values lie above */
      x99865: number;
    };
    /** One measurement of a gauge study */
    GaugeReading: {
      part: string;
      appraiser: string;
      value: number;
    };
    /** Readings of a study of repeatability and reproducibility */
    GaugeRequest: {
      /** At most 100 000; trials in order */
      readings: components["schemas"]["GaugeReading"][];
      /** crossed by default */
      design?: "crossed" | "nested";
      /** anova by default */
      method?: "anova" | "range";
      /** Upper minus lower specification limit */
      tolerance?: number;
    };
    /** A study of repeatability and reproducibility */
    GaugeStudy: {
      /** crossed or nested */
      design: string;
      method: "anova" | "range";
      parts: number;
      appraisers: number;
      trials: number;
      tolerance?: number;
      variance_components: components["schemas"]["BySource"];
      /** Standard deviations */
      sigma: components["schemas"]["BySource"];
      /** 6 sigma */
      study_variation: components["schemas"]["BySource"];
      /** Of the total variance */
      percent_contribution: components["schemas"]["BySource"];
      /** Of the total sigma */
      percent_study_variation: components["schemas"]["BySource"];
      /** 6 sigma of the tolerance, when one is given */
      percent_tolerance?: components["schemas"]["BySource"];
      /** Equipment variation, one sigma */
      ev: number;
      /** Appraiser variation, one sigma */
      av: number;
      /** Both, one sigma */
      grr: number;
      /** Part variation, one sigma */
      pv: number;
      /** Total variation, one sigma */
      tv: number;
      /** Number of distinct categories; 5 or more are asked for */
      ndc: number;
      /** By ANOVA */
      interaction_p?: number;
      /** By ANOVA: with the repeatability */
      interaction_pooled?: boolean;
      anova: components["schemas"]["AnovaRow"][];
      /** After the interaction was pooled */
      anova_pooled: components["schemas"]["AnovaRow"][];
      /** By ranges: 1/d2* of the trials */
      k1?: number;
      /** 1/d2* of the appraisers */
      k2?: number;
      /** 1/d2* of the parts */
      k3?: number;
      /** Of the trials of one part by one appraiser */
      mean_range?: number;
      /** D4 times the mean range */
      range_limit?: number;
      /** Cells whose range is beyond it: look at them first */
      ranges_beyond_limit?: number;
      means: components["schemas"]["PartAppraiserMean"][];
      verdict: "acceptable" | "marginal" | "not_acceptable";
      text: components["schemas"]["Text"];
    };
    /** Is it well? */
    Health: {
      /** ok or degraded */
      status: string;
      /** ok or unavailable */
      store: string;
      ledger_size: number;
      uptime_s: number;
      version: string;
    };
    /** Counts in classes of equal width, and the fitted curve */
    Histogram: {
      /** Lower end of the first class */
      from: number;
      width: number;
      counts: number[];
      curve: components["schemas"]["CurvePoint"][];
    };
    /** Something found */
    Hit: {
      /** unit, lot, equipment, stream, hold, alarm or document */
      kind: string;
      id: string;
      title: components["schemas"]["Text"];
      /** Its page */
      href: string;
    };
    /** What may not move on, why, and who may lift it */
    Hold: {
      id: string;
      state: "active" | "released";
      scope: components["schemas"]["HoldScope"];
      because?: components["schemas"]["Verdict"];
      reason: components["schemas"]["Text"];
      release_role: string;
      placed_at: string;
      placed_by: string;
      released_at?: string;
      released_by?: string;
      release_reason?: string;
      counts?: components["schemas"]["HoldCounts"];
    };
    /** What a hold covers, by where it is */
    HoldCounts: {
      units: number;
      lots: number;
      packed: number;
      shipped: number;
    };
    /** What a hold covers */
    HoldScope: {
      kind: "unit" | "lot" | "exposure";
      /** Serial or lot */
      id?: string;
      /** Of an exposure; one that runs operations */
      equipment?: string;
      from?: string;
      /** Absent while the exposure goes on */
      to?: string;
    };
    /** Runs of one hour by result */
    HourYield: {
      hour: string;
      good: number;
      failed: number;
    };
    /** Proof that an entry stands in the ledger (RFC 6962) */
    InclusionProof: {
      index: number;
      size: number;
      leaf: unknown;
      /** Hexadecimal */
      hashes: string[];
    };
    /** What became of the readings; all of it is on disk */
    IngestReply: {
      accepted: number;
      duplicates: number;
      quarantined: number;
      /** The first 100 of the quarantined, with the reason */
      refused: components["schemas"]["Refusal"][];
    };
    /** A unit (by serial) or a lot */
    Item: {
      kind: "unit" | "lot";
      id: string;
      material: string;
      state: "available" | "in_process" | "consumed" | "packed" | "shipped" | "scrapped";
      equipment?: string;
      operation?: string;
      inside?: string;
      shipped_to?: string;
      supplier?: string;
      quantity?: number | string;
      uom: string;
      created_at: string;
      changed_at: string;
    };
    /** A unit or a lot with what happened to it */
    ItemHistory: {
      item: components["schemas"]["Item"];
      runs: components["schemas"]["Run"][];
      measurements: components["schemas"]["Measurement"][];
      verdicts: components["schemas"]["Verdict"][];
      /** That cover it, or did; the newest 100 */
      holds: components["schemas"]["ItemHold"][];
      /** When something is packed in it */
      contents?: components["schemas"]["Contents"];
    };
    /** A hold that covers a unit or a lot, or did */
    ItemHold: {
      id: string;
      reason: components["schemas"]["Text"];
      state: "active" | "released";
      /** The item, or all of what brought the hold to it, was let go one by one */
      released_for_this: boolean;
    };
    /** A unit by serial, or a lot */
    ItemRef: {
      kind: "unit" | "lot";
      id: string;
    };
    /** Today in numbers */
    Kpis: {
      good_units: number;
      failed_units: number;
      /** 0 to 1 (ISO 22400-2); absent when nothing was made */
      first_pass_yield?: number;
      held_units: number;
      /** When the oldest active hold was placed */
      oldest_hold?: string;
    };
    /** A fact as it stands in the ledger */
    LedgerEntry: {
      index: number;
      leaf: unknown;
    };
    /** How a reason goes away */
    Lift: {
      action: string;
      role: string;
    };
    /** Say that nothing was wrong; whoever revises the limits sees it */
    MarkFalseAlarm: {
      reason: string;
    };
    /** Who is signed in, and what they may do */
    Me: {
      user: string;
      display: components["schemas"]["Text"];
      roles: string[];
      permissions: string[];
      language: string;
    };
    /** A reading taken on this unit or lot */
    Measurement: {
      stream: string;
      equipment: string;
      tag: string;
      time: string;
      value: number;
      uom: string;
    };
    /** What a role was told */
    Message: {
      id: string;
      role: string;
      text: components["schemas"]["Text"];
      sent_at: string;
    };
    /** What users, equipment, operations and materials are called, by id */
    Names: {
      /** Who signs in, and the plant's people */
      users: { [key: string]: components["schemas"]["Text"] };
      equipment: { [key: string]: components["schemas"]["Text"] };
      operations: { [key: string]: components["schemas"]["Text"] };
      materials: { [key: string]: components["schemas"]["Text"] };
    };
    /** A token for a source, a station or a program */
    NewToken: {
      name: string;
      /** source, station, viewer … */
      role: string;
      /** Whose it is; yours by default */
      user?: string;
      /** Never by default */
      expires?: string;
    };
    /** Whether values come from a normal distribution */
    Normality: {
      /** From 8 values on */
      anderson_darling?: components["schemas"]["Test"];
      /** 3 to 5000 values */
      shapiro_wilk?: components["schemas"]["Test"];
      /** At 0.05, by Anderson-Darling where it applies, else by Shapiro-Wilk */
      rejected: boolean;
    };
    /** Overall equipment effectiveness of today (ISO 22400-2) */
    Oee: {
      equipment: string;
      /** Actual production time / planned busy time */
      availability?: number;
      /** Planned run time of what was made / actual production time */
      effectiveness?: number;
      /** Good units / units made */
      quality?: number;
      /** The product of the three */
      oee?: number;
      /** Planned busy time so far */
      planned_s: number;
      /** Of it, with a run under way */
      busy_s: number;
      good: number;
      made: number;
      /** Why a figure is absent */
      text?: components["schemas"]["Text"];
    };
    /** A run rule of one's own: k of the last n points beyond a line, or n points in a row */
    OwnRule: {
      pattern: "beyond" | "trend" | "alternating" | "within" | "outside";
      /** 0 centre, 1 and 2 the sigma lines, 3 the control limit */
      line?: number;
      /** Of beyond alone; all n by default */
      k?: number;
      /** At most 16 */
      n?: number;
    };
    /** Pack this item */
    Pack: {
      /** Box or pallet, a lot */
      into: string;
      time?: string;
    };
    /** A parameter of a distribution */
    Parameter: {
      name: string;
      value: number;
    };
    /** What one appraiser found of one part */
    PartAppraiserMean: {
      part: string;
      appraiser: string;
      mean: number;
      range: number;
    };
    /** How many of a million values lie beyond the limits */
    PartsPerMillion: {
      below?: number;
      above?: number;
      total: number;
    };
    /** What a unit or lot is, and how it came to be */
    Passport: {
      item: components["schemas"]["Item"];
      name: components["schemas"]["Text"];
      /** When its last step ended */
      made_at?: string;
      /** released: every step of its routing passed and nothing holds it, or it came in and nothing holds it */
      result: "released" | "held" | "scrapped" | "in_process";
      operations: components["schemas"]["PassportOperation"][];
      /** At most 1000 */
      materials: components["schemas"]["PassportMaterial"][];
      /** The newest 500 */
      measurements: components["schemas"]["PassportMeasurement"][];
      holds: components["schemas"]["ItemHold"][];
      proof?: components["schemas"]["PassportProof"];
    };
    /** What went into it, at any depth */
    PassportMaterial: {
      material: string;
      name: components["schemas"]["Text"];
      /** The lot, or the serial of a unit */
      lot: string;
      supplier?: string;
      quantity?: number | string;
      uom: string;
    };
    /** A measurement with the specification in force */
    PassportMeasurement: {
      characteristic: components["schemas"]["Text"];
      value: number;
      uom: string;
      lower?: number;
      upper?: number;
      /** Of the specification; where there is none, true */
      inside: boolean;
      time: string;
    };
    /** A step that it went through */
    PassportOperation: {
      operation: string;
      name: components["schemas"]["Text"];
      equipment: string;
      person?: string;
      /** When it ended, or began */
      at: string;
      /** Absent while it runs */
      result?: "pass" | "fail";
    };
    /** Where the newest fact about it stands in the ledger */
    PassportProof: {
      leaf_index: number;
      ledger_size: number;
      /** Of the signed checkpoint of that size, hexadecimal */
      root: string;
    };
    /** May this run here and now? */
    Permit: {
      allowed: boolean;
      reasons: components["schemas"]["PermitReason"][];
      as_of: number;
    };
    /** Why not */
    PermitReason: {
      code: string;
      text: components["schemas"]["Text"];
      hold?: string;
      lift?: components["schemas"]["Lift"];
    };
    /** Hold a unit, a lot or an exposure by hand */
    PlaceHold: {
      scope: components["schemas"]["HoldScope"];
      reason: string;
    };
    /** Plant documents to put in force */
    PlantChanges: {
      /** Each with its kind and id */
      documents?: unknown[];
      withdraw?: components["schemas"]["WithdrawnDocument"][];
      reason?: string;
    };
    /** A value against what the distribution expects at its rank */
    ProbabilityPoint: {
      value: number;
      expected: number;
      /** Its rank as a share of all */
      probability: number;
    };
    /** What went wrong, and what would be right (RFC 9457) */
    Problem: {
      /** Stable: https://jidoka.dev/errors/SLUG */
      type: string;
      title: string;
      status: number;
      detail: string;
      /** Where in the request */
      field?: string;
      /** The detail in both languages */
      text: components["schemas"]["Text"];
      /** All mistakes of a document */
      faults?: components["schemas"]["ProblemFault"][];
    };
    /** One of several mistakes */
    ProblemFault: {
      field: string;
      text: components["schemas"]["Text"];
      file?: string;
      line?: number;
      column?: number;
    };
    /** What became of the acts; what was accepted is on disk */
    ProductionReply: {
      accepted: number;
      /** All that were not done */
      refused: components["schemas"]["RefusedAct"][];
    };
    /** A reading that is not trusted */
    QuarantinedReading: {
      id: string;
      source: string;
      code: string;
      field: string;
      text: components["schemas"]["Text"];
      reading: unknown;
      /** open, replayed or discarded */
      state: string;
      at: string;
      settled_by?: string;
      reason?: string;
    };
    /** A reading as its source said it */
    RawReading: {
      equipment?: string;
      tag?: string;
      time?: string;
      value?: string;
      uom?: string;
      unit?: string;
      lot?: string;
    };
    /** A lot came in */
    ReceiveLot: {
      material: string;
      quantity: number | string;
      uom?: string;
      supplier?: string;
      supplier_lot?: string;
      location?: string;
    };
    /** A reading that went to quarantine, and why */
    Refusal: {
      /** Position in the request, from 0 */
      index: number;
      code: string;
      field: string;
      text: components["schemas"]["Text"];
      reading?: components["schemas"]["RawReading"];
    };
    /** An act that was not done, and why */
    RefusedAct: {
      /** Of its line, from 0 */
      index: number;
      code: string;
      text: components["schemas"]["Text"];
    };
    /** Lift a hold, or let one item of it go */
    ReleaseHold: {
      reason: string;
      item_kind?: string;
      item?: string;
    };
    /** A corrected reading, judged like any other */
    ReplayReading: {
      reason: string;
      reading: components["schemas"]["RawReading"];
    };
    /** Let it run again */
    RestartEquipment: {
      reason: string;
    };
    /** A set of rules, and how often it signals while nothing is wrong */
    RuleSetRate: {
      rules: "none" | "western-electric" | "nelson" | "aiag" | "juran";
      name: components["schemas"]["Text"];
      ids: string[];
      points_per_false_alarm?: number;
    };
    /** An operation that ran on an item */
    Run: {
      number: number;
      operation: string;
      equipment: string;
      person?: string;
      started_at: string;
      ended_at?: string;
      result?: "pass" | "fail";
      defect?: string;
      parameters: { [key: string]: number };
    };
    /** A trusted reading */
    Sample: {
      time: string;
      value: number;
      unit?: string;
      lot?: string;
    };
    /** Operating characteristic and what goes with it */
    SamplingCurve: {
      /** Quality that is accepted with a chance of 95 % */
      p95?: number;
      /** Quality that is accepted half the time */
      p50?: number;
      /** Quality that is accepted with a chance of 10 %: the limiting quality */
      p10?: number;
      /** Quality that is accepted with a chance of 5 % */
      p05?: number;
      aoql?: components["schemas"]["Aoql"];
      points: components["schemas"]["SamplingCurvePoint"][];
    };
    /** What a plan does to lots of one quality */
    SamplingCurvePoint: {
      /** Fraction nonconforming, or nonconformities a unit */
      p: number;
      /** Chance that the lot is accepted (OC) */
      accept: number;
      /** Average outgoing quality, rejected lots being sorted */
      aoq?: number;
      /** Units inspected on average, rejected lots being sorted */
      ati?: number;
      /** Units sampled on average */
      asn: number;
    };
    /** The smallest plan through two points */
    SamplingDesign: {
      sample_size: number;
      accept?: number;
      reject?: number;
      /** Acceptability constant of a variables plan */
      k?: number;
      /** The same as an estimated fraction nonconforming */
      m?: number;
      /** Producer's risk of this plan */
      alpha?: number;
      /** Consumer's risk of this plan */
      beta: number;
      words: components["schemas"]["Text"];
      oc: components["schemas"]["SamplingCurve"];
    };
    /** The plan of a standard for a lot */
    SamplingPlan: {
      standard: "iso-2859-1" | "z1.4" | "z1.9";
      lot_size: number;
      level: "S-1" | "S-2" | "S-3" | "S-4" | "I" | "II" | "III";
      /** In percent, as the standard writes it */
      aql: string;
      severity: "normal" | "tightened" | "reduced";
      /** What the plan is; may be simpler than was asked, see notes */
      type: "single" | "double" | "multiple";
      /** By lot size and level */
      code_letter: string;
      /** After the arrows of the master table */
      plan_letter: string;
      /** Samples of an attributes plan; sizes of each stage alone, numbers over all so far */
      stages: components["schemas"]["SamplingStage"][];
      /** Of a variables plan */
      sample_size?: number;
      /** Acceptability constant of a variables plan */
      k?: number;
      /** The same as the greatest estimated fraction nonconforming */
      m?: number;
      sigma?: "unknown" | "known";
      /** The samples are as large as the lot: inspect all of it */
      full_inspection: boolean;
      words: components["schemas"]["Text"];
      /** How the letter and the plan were found */
      origin: components["schemas"]["Text"];
      notes: components["schemas"]["Text"][];
      /** Of the curve */
      model?: "binomial" | "poisson" | "hypergeometric";
      /** Chance that a lot at the AQL is accepted */
      accept_at_aql?: number;
      oc?: components["schemas"]["SamplingCurve"];
    };
    /** One sample of a plan */
    SamplingStage: {
      /** Units taken at this stage */
      sample_size: number;
      /** Accept with so many nonconforming units in all samples so far; -1: not yet */
      accept: number;
      /** Reject with so many or more */
      reject: number;
    };
    /** What a plan shall do */
    SamplingTwoPoints: {
      /** attributes, c0, variables-s or variables-sigma */
      kind?: "attributes" | "c0" | "variables-s" | "variables-sigma";
      /** Of counts: binomial, poisson or hypergeometric */
      model?: "binomial" | "poisson" | "hypergeometric";
      /** Producer's point: good quality as a fraction; not for c0 */
      p1?: number;
      /** Chance that a lot at p1 is rejected, at most */
      alpha?: number;
      /** Consumer's point: bad quality as a fraction (LTPD) */
      p2: number;
      /** Chance that a lot at p2 is accepted, at most */
      beta?: number;
      /** Needed by the hypergeometric model; gives AOQ and ATI */
      lot_size?: number;
    };
    /** A user to create or change; what is absent stays as it is */
    SaveUser: {
      name: string;
      display?: components["schemas"]["Text"];
      roles?: string[];
      /** en or zh */
      language?: string;
      /** Whether they may sign in */
      active?: boolean;
      /** 8 to 1024 bytes */
      password?: string;
    };
    /** Scrap this item */
    Scrap: {
      reason: string;
      time?: string;
    };
    /** One act; beside do, kind, id and at it has the fields of the route of that name */
    SentAct: {
      /** start, complete, consume, pack, ship, scrap or receive */
      do: string;
      kind: "unit" | "lot";
      /** Serial or lot number */
      id: string;
      /** When it was done; now by default */
      at?: string;
      operation?: string;
      equipment?: string;
      person?: string;
      material?: string;
      result?: "pass" | "fail";
      defect?: string;
      parameters?: { [key: string]: number };
      from?: components["schemas"]["ItemRef"];
      quantity?: number | string;
      uom?: string;
      supplier?: string;
      supplier_lot?: string;
      location?: string;
      into?: string;
      to?: string;
      reason?: string;
    };
    /** A reading as a source sends it */
    SentReading: {
      equipment: string;
      tag: string;
      /** RFC 3339 or integer nanoseconds; when it was received by default */
      time?: string | number;
      value: number;
      /** UCUM code; the stream's own by default */
      uom?: string;
      /** Serial that it was measured on */
      unit?: string;
      lot?: string;
      /** To quarantine with this reason; time and value may be any text */
      set_aside?: components["schemas"]["SetAside"];
    };
    /** Why the sender itself could not read a reading */
    SetAside: {
      /** Where, in the sender's words */
      field?: string;
      en: string;
      zh: string;
    };
    /** Put it aside for a while */
    ShelveAlarm: {
      reason: string;
      /** At most 7d */
      for: string;
    };
    /** Ship this item with everything in it */
    Ship: {
      /** Customer */
      to: string;
      time?: string;
    };
    /** A user's name and password */
    SignIn: {
      user: string;
      password: string;
    };
    /** A source with its streams */
    SourceDetail: {
      source: components["schemas"]["SourceHealth"];
      /** That it brought last, by id */
      streams: components["schemas"]["StreamHealth"][];
      /** The newest 50 messages, where we connect to it; newest first */
      arrivals: components["schemas"]["Arrival"][];
    };
    /** How a source of readings stands; counts are since the program started */
    SourceHealth: {
      id: string;
      from: string;
      state: "never" | "connected" | "silent" | "not_connected";
      /** not_connected, gappy, stuck, clock_skew, late: what at least one of its streams is */
      faults: ("never" | "ok" | "silent" | "stuck" | "gappy" | "clock_skew" | "late" | "not_connected")[];
      text: components["schemas"]["Text"];
      /** Where we connect to it */
      connection?: components["schemas"]["Connection"];
      /** Sparkplug nodes and devices that have died; the first hundred by name */
      away: components["schemas"]["Away"][];
      last_arrival_at?: string;
      /** Of its readings */
      newest_time?: string;
      readings: number;
      /** Readings of the last minute */
      per_minute: number;
      duplicates: number;
      quarantined: number;
      late: number;
      /** By which its clock is ahead; behind is negative */
      clock_skew_ms?: number;
      streams: number;
      faulty_streams: number;
    };
    /** Start an operation on a unit or lot */
    StartRun: {
      operation: string;
      equipment: string;
      person?: string;
      time?: string;
      material?: string;
    };
    /** Stop by hand */
    StopEquipment: {
      reason: string;
    };
    /** A file by the hash of its bytes */
    StoredFile: {
      sha256: string;
    };
    /** One tag of one equipment, over time */
    Stream: {
      id: string;
      equipment: string;
      tag: string;
      uom: string;
      /** Recorded samples */
      count: number;
      first_time?: string;
      last_time?: string;
      last_value?: number;
      health?: components["schemas"]["StreamHealth"];
    };
    /** A stream with the lines that judge it */
    StreamDetail: {
      id: string;
      equipment: string;
      tag: string;
      uom: string;
      count: number;
      first_time?: string;
      last_time?: string;
      last_value?: number;
      lines: components["schemas"]["StreamLine"][];
      health?: components["schemas"]["StreamHealth"];
    };
    /** Whether the readings of a stream come as they should */
    StreamHealth: {
      id: string;
      equipment: string;
      tag: string;
      /** The one that brought it last */
      source?: string;
      state: "never" | "ok" | "silent" | "stuck" | "gappy" | "clock_skew" | "late" | "not_connected";
      text: components["schemas"]["Text"];
      /** When that began, where it is known */
      since?: string;
      /** Of its newest reading */
      last_time?: string;
      /** When one last arrived, since the program started */
      last_arrival_at?: string;
      /** Expected period */
      every_s?: number;
      /** Within the last hour */
      gaps: number;
      /** Readings that came late, since the program started */
      late: number;
      /** By which the source's clock is ahead; behind is negative */
      clock_skew_ms?: number;
    };
    /** A control plan line that judges a stream */
    StreamLine: {
      /** Control plan and revision */
      plan: string;
      line: string;
      characteristic: components["schemas"]["Text"];
      /** In the stream's unit of measure */
      specification?: components["schemas"]["VerdictLimits"];
      chart?: "i-mr" | "xbar-r" | "xbar-s" | "median" | "moving-average" | "ewma" | "cusum" | "p" | "np" | "c" | "u";
      mode: "shadow" | "observe" | "advise" | "enforce";
      /** Of the location panel, once they are known */
      limits?: components["schemas"]["VerdictLimits"];
    };
    /** What to know about a study's figures */
    StudyNote: {
      code: string;
      text: components["schemas"]["Text"];
    };
    /** What a good value keeps; at least one limit */
    StudySpecification: {
      lower?: number;
      target?: number;
      upper?: number;
    };
    /** Recorded samples of a stream: of a span of time, or the newest */
    StudyStream: {
      equipment: string;
      tag: string;
      from?: string;
      /** Now by default */
      to?: string;
      /** Without from: so many, 1000 by default */
      newest?: number;
    };
    /** What one column of numbers looks like */
    Summary: {
      n: number;
      mean: number;
      /** Standard deviation, divided by n − 1; one value has none */
      sigma?: number;
      /** Of the mean: sigma / √n */
      standard_error?: number;
      /** Of neighbours in order; absent when all are equal */
      autocorrelation_1?: number;
      min: number;
      lower_quartile: number;
      median: number;
      upper_quartile: number;
      max: number;
      range: number;
      /** Bias-corrected; 0 for a symmetrical distribution */
      skewness?: number;
      /** Excess, bias-corrected; 0 for a normal distribution */
      kurtosis?: number;
    };
    /** What the switching rules say after each lot */
    SwitchAnswer: {
      first_plan: components["schemas"]["SwitchPlan"];
      steps: components["schemas"]["SwitchStep"][];
      /** None while inspection is discontinued */
      next_plan?: components["schemas"]["SwitchPlan"];
      state: "normal" | "tightened" | "reduced";
      /** Switching score */
      score: number;
      suspended: boolean;
    };
    /** A lot that was inspected, or an event between lots */
    SwitchLot: {
      /** Nonconforming units found in the sample */
      nonconforming?: number;
      /** Where it differs from the others */
      lot_size?: number;
      /** From this lot on, as in the whole */
      reduced_conditions_met?: boolean;
      /** resume or irregular, instead of nonconforming */
      event?: "resume" | "irregular";
    };
    /** What is done to the next lot */
    SwitchPlan: {
      /** After the arrows */
      code_letter: string;
      sample_size: number;
      accept: number;
      reject: number;
      /** The whole lot is inspected */
      full: boolean;
    };
    /** Lots in order, under one AQL */
    SwitchQuestion: {
      standard?: "iso-2859-1" | "z1.4" | "z1.9";
      level?: "S-1" | "S-2" | "S-3" | "S-4" | "I" | "II" | "III";
      lot_size: number;
      /** In percent, as the standard has it */
      aql: string;
      /** Production is steady and reduced inspection wished for */
      reduced_conditions_met?: boolean;
      /** Of Z1.4, from its table VIII */
      limit_number?: number;
      /** At most 10 000 */
      lots: components["schemas"]["SwitchLot"][];
    };
    /** One lot, or an event, and what it changes */
    SwitchStep: {
      /** From 1 */
      i: number;
      state_before: "normal" | "tightened" | "reduced";
      final_code: string;
      n: number;
      ac: number;
      re: number;
      /** The whole lot was inspected */
      full: boolean;
      /** Nonconforming units found */
      d?: number;
      /** accepted, rejected, or none for an event */
      decision: "accepted" | "rejected" | "none";
      /** Switching score */
      score_after: number;
      state_after: "normal" | "tightened" | "reduced";
      suspended: boolean;
      next_plan?: components["schemas"]["SwitchPlan"];
      /** What the rule says */
      why: components["schemas"]["Text"];
    };
    /** A statistical test */
    Test: {
      statistic: number;
      /** Probability of a statistic so extreme by chance; absent where no table gives it */
      p?: number;
    };
    Text: {
      en: string;
      zh: string;
    } | string;
    /** What equipment did over a span */
    Timeline: {
      from: string;
      to: string;
      spans: components["schemas"]["TimelineSpan"][];
    };
    /** What equipment did for a while */
    TimelineSpan: {
      from: string;
      /** Absent: it still is so */
      to?: string;
      state: "running" | "idle" | "stopped" | "no_data";
      text?: components["schemas"]["Text"];
      /** Unit or lot that ran */
      item?: string;
      operation?: string;
      /** Hold of an exposure that covers this time */
      hold?: string;
      /** The verdict that stopped it, or who did */
      stop?: string;
    };
    /** An API token, without its secret */
    Token: {
      id: string;
      user: string;
      name: string;
      role: string;
      created_at: string;
      expires?: string;
      revoked: boolean;
    };
    /** A genealogy */
    Trace: {
      root: components["schemas"]["ItemRef"];
      direction: string;
      nodes: components["schemas"]["TraceNode"][];
      edges: components["schemas"]["TraceEdge"][];
      complete: boolean;
      /** Ledger size that the answer reflects */
      as_of: number;
    };
    /** Who went into whom */
    TraceEdge: {
      from: components["schemas"]["ItemRef"];
      to: components["schemas"]["ItemRef"];
      relation: string;
      quantity?: number | string;
      uom: string;
      operation?: string;
      equipment?: string;
      time: string;
    };
    /** A unit or a lot in a genealogy */
    TraceNode: {
      kind: "unit" | "lot";
      id: string;
      material: string;
      state: "available" | "in_process" | "consumed" | "packed" | "shipped" | "scrapped";
      depth: number;
      location?: string;
      supplier?: string;
      runs: components["schemas"]["Run"][];
    };
    /** What a placeholder stands for in a message */
    TriedField: {
      name: string;
      value: string;
    };
    /** What a message would become; nothing is recorded */
    TriedMessage: {
      matched: boolean;
      fields: components["schemas"]["TriedField"][];
      readings: components["schemas"]["RawReading"][];
      refusals: components["schemas"]["Refusal"][];
      text?: components["schemas"]["Text"];
    };
    /** A source document and a message for it */
    TrySource: {
      /** As it would be applied */
      source: unknown;
      topic: string;
      payload?: string;
      /** Of the payload: text (by default) or base64 */
      encoding?: string;
    };
    /** Somebody who can sign in */
    User: {
      name: string;
      display: components["schemas"]["Text"];
      roles: string[];
      language: string;
      active: boolean;
    };
    /** What judgement says of a sample, and why */
    Verdict: {
      id: string;
      stream: string;
      equipment: string;
      tag: string;
      time: string;
      kind: "out_of_specification" | "signal";
      /** Run rules that fired, lowest first */
      rules: string[];
      /** location, spread or value */
      panel: string;
      side: "low" | "high" | "both";
      /** The points that made it, oldest first */
      points: components["schemas"]["VerdictPoint"][];
      limits: components["schemas"]["VerdictLimits"];
      last_good?: string;
      /** Of a signal: since when its chart has been signalling without a break */
      began?: string;
      /** Control plan and revision */
      plan: string;
      line: string;
      /** true: of a plan that only judges beside the one in force, and did nothing */
      shadow?: boolean;
      /** true: found only when a reading that came late was judged in its place */
      late?: boolean;
      unit?: string;
      lot?: string;
      uom: string;
      text: components["schemas"]["Text"];
    };
    /** The limits in force */
    VerdictLimits: {
      center?: number;
      lower?: number;
      upper?: number;
      sigma?: number;
    };
    /** A point that made a verdict */
    VerdictPoint: {
      time: string;
      value: number;
    };
    /** A plant document that is no longer in force */
    WithdrawnDocument: {
      kind: string;
      id: string;
    };
  };
}
