/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.codecarbon.spring.autoconfigure;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.codecarbon.location.ConfiguredPlace;
import io.codecarbon.output.csv.OnCsvWrite;
import io.codecarbon.power.model.LoadCurve;
import io.codecarbon.tracker.TrackingMode;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.DeprecatedConfigurationProperty;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The properties of CodeCarbon, named as its parameters are.
 */
@ConfigurationProperties("codecarbon")
public class CodeCarbonProperties implements InitializingBean {

	/**
	 * Whether energy and emissions are tracked.
	 */
	private boolean enabled = true;

	/**
	 * Whether .codecarbon.config is read in the home and in the working directory.
	 */
	private boolean configFiles = true;

	/**
	 * Name of the project.
	 */
	private @Nullable String projectName;

	/**
	 * Identifier of the experiment.
	 */
	private String experimentId = "5b0fa12a-3dd7-45bb-9766-cc326314d9f1";

	/**
	 * Name of the experiment, which is part of the name of the file of tasks; at most 200
	 * characters.
	 */
	private String experimentName = "base";

	/**
	 * Length of a measurement. A plain number is in seconds and may have decimals.
	 */
	private Seconds measurePowerSecs = new Seconds(Duration.ofSeconds(15));

	/**
	 * Whose energy is counted: that of the machine, or the share of this process.
	 */
	private TrackingMode trackingMode = TrackingMode.MACHINE;

	/**
	 * Level of the logger of CodeCarbon, where logging.level.io.codecarbon is not set.
	 */
	private @Nullable LogLevel logLevel;

	/**
	 * Power usage effectiveness of the data centre, by which energy is multiplied.
	 */
	private double pue = 1.0;

	/**
	 * Water usage effectiveness of the data centre in litres per kWh.
	 */
	private double wue = 0.0;

	/**
	 * Power of all processors at full load in watts, instead of what is found out.
	 */
	private @Nullable Double forceCpuPower;

	/**
	 * How the load of the processors becomes power where nothing meters them: by a curve
	 * fitted to published measurements, or by that of CodeCarbon.
	 */
	private LoadCurve cpuLoadCurve = LoadCurve.MEASURED;

	/**
	 * Whether the power of the processors is computed from their load even where a meter
	 * works.
	 */
	private boolean forceModeCpuLoad;

	/**
	 * Whether the memory is metered by RAPL, where it can be, instead of estimated.
	 */
	private boolean raplIncludeDram;

	/**
	 * Whether RAPL's counter of the whole platform is read instead of those of the
	 * processors, where there is one. It has the memory in it, and so is not preferred
	 * where the memory has a power or source of its own.
	 */
	private boolean raplPreferPsys;

	/**
	 * Constant power of the memory in watts, instead of what is found out.
	 */
	private @Nullable Double forceRamPower;

	/**
	 * Carbon intensity in gCO2e per kWh, instead of that of any place.
	 */
	private @Nullable Double forceCarbonIntensityGCo2eKwh;

	/**
	 * Power of the idle machine in watts, which is taken off before tasks are charged.
	 */
	private @Nullable Double idlePower;

	/**
	 * Number of measurements between live outputs. With -1 there are none, only those of
	 * a flush and of the stop.
	 */
	private int apiCallInterval = 8;

	/**
	 * Whether the run is sent to the API of CodeCarbon.
	 */
	private boolean saveToApi;

	/**
	 * URL of the API of CodeCarbon.
	 */
	private String apiEndpoint = "https://api.codecarbon.io";

	/**
	 * Key for the API of CodeCarbon.
	 */
	private @Nullable String apiKey;

	/**
	 * URL that the run so far is posted to, as JSON.
	 */
	private @Nullable String emissionsEndpoint;

	/**
	 * Whether the run is pushed to a Prometheus Pushgateway.
	 */
	private boolean saveToPrometheus;

	/**
	 * Address of the Prometheus Pushgateway: host and port, or a URL.
	 */
	private String prometheusUrl = "localhost:9091";

	/**
	 * Whether the run is exported to Logfire.
	 */
	private boolean saveToLogfire;

	/**
	 * Whether the run is written to a CSV file.
	 */
	private boolean saveToFile = true;

	/**
	 * Directory of the CSV files and of the checkpoint, which must exist where one of
	 * them is written.
	 */
	private String outputDir = ".";

	/**
	 * Name of the CSV file.
	 */
	private String outputFile = "emissions.csv";

	/**
	 * What a newer row of a run does to its earlier one: it is appended, or takes its
	 * place.
	 */
	private OnCsvWrite onCsvWrite = OnCsvWrite.APPEND;

	/**
	 * Whether each measurement is written to a checkpoint in the output directory, from
	 * which the next start delivers what a process that died has not.
	 */
	private boolean checkpoint = true;

	/**
	 * Whether several runs of the same user may go on at the same time on this machine.
	 */
	private boolean allowMultipleRuns = true;

	/**
	 * Names of the beans that are used as outputs, in this order, beside those that are
	 * switched on by properties of their own. Empty for none, unset for all.
	 */
	private @Nullable List<String> outputHandlers;

	/**
	 * Whether the run is written to a logger, as one JSON object per line.
	 */
	private boolean saveToLogger;

	/**
	 * Name of the logger that the run is written to.
	 */
	private String loggingLogger = "codecarbon.emissions";

	/**
	 * Text in brackets before each log message of the tracker.
	 */
	private String loggerPreamble = "";

	/**
	 * Whether the place of this machine is looked up where none is configured.
	 */
	private boolean lookupPlace = true;

	/**
	 * Token for the API of Electricity Maps, which tells the carbon intensity of now.
	 */
	private @Nullable String electricitymapsApiToken;

	/**
	 * Former name of the token for the API of Electricity Maps.
	 */
	private @Nullable String co2SignalApiToken;

	/**
	 * Zone of Electricity Maps, or ISO 3166-1 alpha-2 code of the country, to ask it for.
	 */
	@Name("country-2letter-iso-code")
	private @Nullable String country2letterIsoCode;

	/**
	 * Whether nothing about the place of this machine is looked up.
	 */
	private boolean offline;

	/**
	 * ISO 3166-1 alpha-3 code of the country of this machine.
	 */
	private @Nullable String countryIsoCode;

	/**
	 * State, province or bidding zone of this machine, by name or code.
	 */
	private @Nullable String region;

	/**
	 * Cloud that this machine is in.
	 */
	private @Nullable String cloudProvider;

	/**
	 * Region of the cloud that this machine is in.
	 */
	private @Nullable String cloudRegion;

	private final Data data = new Data();

	private final Electricitymaps electricitymaps = new Electricitymaps();

	private final Host host = new Host();

	private final Logfire logfire = new Logfire();

	private final Otlp otlp = new Otlp();

	private final Prometheus prometheus = new Prometheus();

	private final Tasks tasks = new Tasks();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public boolean isConfigFiles() {
		return this.configFiles;
	}

	public void setConfigFiles(boolean configFiles) {
		this.configFiles = configFiles;
	}

	public @Nullable String getProjectName() {
		return this.projectName;
	}

	public void setProjectName(@Nullable String projectName) {
		this.projectName = projectName;
	}

	public String getExperimentId() {
		return this.experimentId;
	}

	public void setExperimentId(String experimentId) {
		this.experimentId = experimentId;
	}

	public String getExperimentName() {
		return this.experimentName;
	}

	public void setExperimentName(String experimentName) {
		this.experimentName = experimentName;
	}

	public Seconds getMeasurePowerSecs() {
		return this.measurePowerSecs;
	}

	public void setMeasurePowerSecs(Seconds measurePowerSecs) {
		this.measurePowerSecs = measurePowerSecs;
	}

	public TrackingMode getTrackingMode() {
		return this.trackingMode;
	}

	public void setTrackingMode(TrackingMode trackingMode) {
		this.trackingMode = trackingMode;
	}

	public @Nullable LogLevel getLogLevel() {
		return this.logLevel;
	}

	public void setLogLevel(@Nullable LogLevel logLevel) {
		this.logLevel = logLevel;
	}

	public double getPue() {
		return this.pue;
	}

	public void setPue(double pue) {
		this.pue = pue;
	}

	public double getWue() {
		return this.wue;
	}

	public void setWue(double wue) {
		this.wue = wue;
	}

	public @Nullable Double getForceCpuPower() {
		return this.forceCpuPower;
	}

	public void setForceCpuPower(@Nullable Double forceCpuPower) {
		this.forceCpuPower = forceCpuPower;
	}

	public LoadCurve getCpuLoadCurve() {
		return this.cpuLoadCurve;
	}

	public void setCpuLoadCurve(LoadCurve cpuLoadCurve) {
		this.cpuLoadCurve = cpuLoadCurve;
	}

	public boolean isForceModeCpuLoad() {
		return this.forceModeCpuLoad;
	}

	public void setForceModeCpuLoad(boolean forceModeCpuLoad) {
		this.forceModeCpuLoad = forceModeCpuLoad;
	}

	public boolean isRaplIncludeDram() {
		return this.raplIncludeDram;
	}

	public void setRaplIncludeDram(boolean raplIncludeDram) {
		this.raplIncludeDram = raplIncludeDram;
	}

	public boolean isRaplPreferPsys() {
		return this.raplPreferPsys;
	}

	public void setRaplPreferPsys(boolean raplPreferPsys) {
		this.raplPreferPsys = raplPreferPsys;
	}

	public @Nullable Double getForceRamPower() {
		return this.forceRamPower;
	}

	public void setForceRamPower(@Nullable Double forceRamPower) {
		this.forceRamPower = forceRamPower;
	}

	public @Nullable Double getForceCarbonIntensityGCo2eKwh() {
		return this.forceCarbonIntensityGCo2eKwh;
	}

	public void setForceCarbonIntensityGCo2eKwh(@Nullable Double forceCarbonIntensityGCo2eKwh) {
		this.forceCarbonIntensityGCo2eKwh = forceCarbonIntensityGCo2eKwh;
	}

	public @Nullable Double getIdlePower() {
		return this.idlePower;
	}

	public void setIdlePower(@Nullable Double idlePower) {
		this.idlePower = idlePower;
	}

	public int getApiCallInterval() {
		return this.apiCallInterval;
	}

	public void setApiCallInterval(int apiCallInterval) {
		this.apiCallInterval = apiCallInterval;
	}

	public boolean isSaveToApi() {
		return this.saveToApi;
	}

	public void setSaveToApi(boolean saveToApi) {
		this.saveToApi = saveToApi;
	}

	public String getApiEndpoint() {
		return this.apiEndpoint;
	}

	public void setApiEndpoint(String apiEndpoint) {
		this.apiEndpoint = apiEndpoint;
	}

	public @Nullable String getApiKey() {
		return this.apiKey;
	}

	public void setApiKey(@Nullable String apiKey) {
		this.apiKey = apiKey;
	}

	public @Nullable String getEmissionsEndpoint() {
		return this.emissionsEndpoint;
	}

	public void setEmissionsEndpoint(@Nullable String emissionsEndpoint) {
		this.emissionsEndpoint = emissionsEndpoint;
	}

	public boolean isSaveToPrometheus() {
		return this.saveToPrometheus;
	}

	public void setSaveToPrometheus(boolean saveToPrometheus) {
		this.saveToPrometheus = saveToPrometheus;
	}

	public String getPrometheusUrl() {
		return this.prometheusUrl;
	}

	public void setPrometheusUrl(String prometheusUrl) {
		this.prometheusUrl = prometheusUrl;
	}

	public boolean isSaveToLogfire() {
		return this.saveToLogfire;
	}

	public void setSaveToLogfire(boolean saveToLogfire) {
		this.saveToLogfire = saveToLogfire;
	}

	public boolean isSaveToFile() {
		return this.saveToFile;
	}

	public void setSaveToFile(boolean saveToFile) {
		this.saveToFile = saveToFile;
	}

	public String getOutputDir() {
		return this.outputDir;
	}

	public void setOutputDir(String outputDir) {
		this.outputDir = outputDir;
	}

	public String getOutputFile() {
		return this.outputFile;
	}

	public void setOutputFile(String outputFile) {
		this.outputFile = outputFile;
	}

	public OnCsvWrite getOnCsvWrite() {
		return this.onCsvWrite;
	}

	public void setOnCsvWrite(OnCsvWrite onCsvWrite) {
		this.onCsvWrite = onCsvWrite;
	}

	public boolean isCheckpoint() {
		return this.checkpoint;
	}

	public void setCheckpoint(boolean checkpoint) {
		this.checkpoint = checkpoint;
	}

	public boolean isAllowMultipleRuns() {
		return this.allowMultipleRuns;
	}

	public void setAllowMultipleRuns(boolean allowMultipleRuns) {
		this.allowMultipleRuns = allowMultipleRuns;
	}

	public @Nullable List<String> getOutputHandlers() {
		return this.outputHandlers;
	}

	public void setOutputHandlers(@Nullable List<String> outputHandlers) {
		this.outputHandlers = outputHandlers;
	}

	public boolean isSaveToLogger() {
		return this.saveToLogger;
	}

	public void setSaveToLogger(boolean saveToLogger) {
		this.saveToLogger = saveToLogger;
	}

	public String getLoggingLogger() {
		return this.loggingLogger;
	}

	public void setLoggingLogger(String loggingLogger) {
		this.loggingLogger = loggingLogger;
	}

	public String getLoggerPreamble() {
		return this.loggerPreamble;
	}

	public void setLoggerPreamble(String loggerPreamble) {
		this.loggerPreamble = loggerPreamble;
	}

	public boolean isLookupPlace() {
		return this.lookupPlace;
	}

	public void setLookupPlace(boolean lookupPlace) {
		this.lookupPlace = lookupPlace;
	}

	public @Nullable String getElectricitymapsApiToken() {
		return this.electricitymapsApiToken;
	}

	public void setElectricitymapsApiToken(@Nullable String electricitymapsApiToken) {
		this.electricitymapsApiToken = electricitymapsApiToken;
	}

	@DeprecatedConfigurationProperty(replacement = "codecarbon.electricitymaps-api-token", since = "0.1.0",
			reason = "The service has changed its name.")
	public @Nullable String getCo2SignalApiToken() {
		return this.co2SignalApiToken;
	}

	public void setCo2SignalApiToken(@Nullable String co2SignalApiToken) {
		this.co2SignalApiToken = co2SignalApiToken;
	}

	public @Nullable String getCountry2letterIsoCode() {
		return this.country2letterIsoCode;
	}

	public void setCountry2letterIsoCode(@Nullable String country2letterIsoCode) {
		this.country2letterIsoCode = country2letterIsoCode;
	}

	public boolean isOffline() {
		return this.offline;
	}

	public void setOffline(boolean offline) {
		this.offline = offline;
	}

	public @Nullable String getCountryIsoCode() {
		return this.countryIsoCode;
	}

	public void setCountryIsoCode(@Nullable String countryIsoCode) {
		this.countryIsoCode = countryIsoCode;
	}

	public @Nullable String getRegion() {
		return this.region;
	}

	public void setRegion(@Nullable String region) {
		this.region = region;
	}

	public @Nullable String getCloudProvider() {
		return this.cloudProvider;
	}

	public void setCloudProvider(@Nullable String cloudProvider) {
		this.cloudProvider = cloudProvider;
	}

	public @Nullable String getCloudRegion() {
		return this.cloudRegion;
	}

	public void setCloudRegion(@Nullable String cloudRegion) {
		this.cloudRegion = cloudRegion;
	}

	public Data getData() {
		return this.data;
	}

	public Electricitymaps getElectricitymaps() {
		return this.electricitymaps;
	}

	public Host getHost() {
		return this.host;
	}

	public Logfire getLogfire() {
		return this.logfire;
	}

	public Otlp getOtlp() {
		return this.otlp;
	}

	public Prometheus getPrometheus() {
		return this.prometheus;
	}

	public Tasks getTasks() {
		return this.tasks;
	}

	ConfiguredPlace place() {
		return new ConfiguredPlace(this.countryIsoCode, this.region, this.cloudProvider, this.cloudRegion);
	}

	/**
	 * @throws InvalidPropertyException if a property has a value that is not allowed
	 */
	@Override
	public void afterPropertiesSet() {
		PropertyRules.check(this);
	}

	/**
	 * The tables of carbon intensities.
	 */
	public static class Data {

		/**
		 * Which figures of countries are used: those of CodeCarbon or the newest.
		 */
		private String countries = "codecarbon-3.1.1";

		/**
		 * Path of a folder with tables that take the place of the bundled ones.
		 */
		private @Nullable String location;

		public String getCountries() {
			return this.countries;
		}

		public void setCountries(String countries) {
			this.countries = countries;
		}

		public @Nullable String getLocation() {
			return this.location;
		}

		public void setLocation(@Nullable String location) {
			this.location = location;
		}

	}

	/**
	 * How Electricity Maps is asked.
	 */
	public static class Electricitymaps {

		/**
		 * URL of the API with its version.
		 */
		private String baseUrl = "https://api.electricitymaps.com/v3";

		/**
		 * Interval between two questions.
		 */
		private Duration refreshInterval = Duration.ofMinutes(5);

		/**
		 * How long an answer holds when no newer one can be had.
		 */
		private Duration maxAge = Duration.ofHours(1);

		public String getBaseUrl() {
			return this.baseUrl;
		}

		public void setBaseUrl(String baseUrl) {
			this.baseUrl = baseUrl;
		}

		public Duration getRefreshInterval() {
			return this.refreshInterval;
		}

		public void setRefreshInterval(Duration refreshInterval) {
			this.refreshInterval = refreshInterval;
		}

		public Duration getMaxAge() {
			return this.maxAge;
		}

		public void setMaxAge(Duration maxAge) {
			this.maxAge = maxAge;
		}

	}

	/**
	 * Where to find the facts about the host.
	 */
	public static class Host {

		/**
		 * Path at which the procfs of the host is mounted.
		 */
		private String procfs = "/proc";

		/**
		 * Path at which the sysfs of the host is mounted.
		 */
		private String sysfs = "/sys";

		public String getProcfs() {
			return this.procfs;
		}

		public void setProcfs(String procfs) {
			this.procfs = procfs;
		}

		public String getSysfs() {
			return this.sysfs;
		}

		public void setSysfs(String sysfs) {
			this.sysfs = sysfs;
		}

	}

	/**
	 * The export to Logfire.
	 */
	public static class Logfire {

		/**
		 * Write token of the project at Logfire. LOGFIRE_TOKEN is read too.
		 */
		private @Nullable String token;

		/**
		 * URL of Logfire. LOGFIRE_BASE_URL is read too.
		 */
		private @Nullable String baseUrl;

		public @Nullable String getToken() {
			return this.token;
		}

		public void setToken(@Nullable String token) {
			this.token = token;
		}

		public @Nullable String getBaseUrl() {
			return this.baseUrl;
		}

		public void setBaseUrl(@Nullable String baseUrl) {
			this.baseUrl = baseUrl;
		}

	}

	/**
	 * The export to a receiver of OpenTelemetry's protocol.
	 */
	public static class Otlp {

		/**
		 * URL of a receiver that takes metrics as JSON over HTTP, such as that of an
		 * OpenTelemetry Collector.
		 */
		private @Nullable String endpoint;

		/**
		 * Headers that are sent along, such as credentials.
		 */
		private Map<String, String> headers = new LinkedHashMap<>();

		public @Nullable String getEndpoint() {
			return this.endpoint;
		}

		public void setEndpoint(@Nullable String endpoint) {
			this.endpoint = endpoint;
		}

		public Map<String, String> getHeaders() {
			return this.headers;
		}

		public void setHeaders(Map<String, String> headers) {
			this.headers = headers;
		}

	}

	/**
	 * The push to a Prometheus Pushgateway.
	 */
	public static class Prometheus {

		/**
		 * User of the Pushgateway. PROMETHEUS_USERNAME is read too.
		 */
		private @Nullable String username;

		/**
		 * Password of the user of the Pushgateway. PROMETHEUS_PASSWORD is read too.
		 */
		private @Nullable String password;

		/**
		 * Labels that tell the group of this instance from others of the same job.
		 */
		private Map<String, String> group = new LinkedHashMap<>();

		/**
		 * Whether the group is deleted when the application stops.
		 */
		private boolean deleteOnShutdown;

		public @Nullable String getUsername() {
			return this.username;
		}

		public void setUsername(@Nullable String username) {
			this.username = username;
		}

		public @Nullable String getPassword() {
			return this.password;
		}

		public void setPassword(@Nullable String password) {
			this.password = password;
		}

		public Map<String, String> getGroup() {
			return this.group;
		}

		public void setGroup(Map<String, String> group) {
			this.group = group;
		}

		public boolean isDeleteOnShutdown() {
			return this.deleteOnShutdown;
		}

		public void setDeleteOnShutdown(boolean deleteOnShutdown) {
			this.deleteOnShutdown = deleteOnShutdown;
		}

	}

	/**
	 * The tasks of a run.
	 */
	public static class Tasks {

		/**
		 * Maximum number of tasks that are told apart. The others are counted as one.
		 */
		private int max = 1000;

		public int getMax() {
			return this.max;
		}

		public void setMax(int max) {
			this.max = max;
		}

	}

}
