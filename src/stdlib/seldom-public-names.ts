// The `__all__` of the modules that few programs import, in CPython's order.

export const SELDOM_PUBLIC_NAMES: Readonly<Record<string, string>> = {
  argparse:
    'ArgumentParser ArgumentError ArgumentTypeError BooleanOptionalAction FileType HelpFormatter ' +
    'ArgumentDefaultsHelpFormatter RawDescriptionHelpFormatter RawTextHelpFormatter MetavarTypeHelpFormatter ' +
    'Namespace Action ONE_OR_MORE OPTIONAL PARSER REMAINDER SUPPRESS ZERO_OR_MORE',
  base64:
    'encode decode encodebytes decodebytes b64encode b64decode b32encode b32decode b32hexencode b32hexdecode ' +
    'b16encode b16decode b85encode b85decode a85encode a85decode z85encode z85decode standard_b64encode ' +
    'standard_b64decode urlsafe_b64encode urlsafe_b64decode',
  calendar:
    'IllegalMonthError IllegalWeekdayError setfirstweekday firstweekday isleap leapdays weekday monthrange ' +
    'monthcalendar prmonth month prcal calendar timegm month_name month_abbr day_name day_abbr Calendar TextCalendar ' +
    'HTMLCalendar LocaleTextCalendar LocaleHTMLCalendar weekheader Day Month JANUARY FEBRUARY MARCH APRIL MAY JUNE ' +
    'JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY',
  copyreg: 'pickle constructor add_extension remove_extension clear_extension_cache',
  datetime: 'date datetime time timedelta timezone tzinfo MINYEAR MAXYEAR UTC',
  doctest:
    'register_optionflag DONT_ACCEPT_TRUE_FOR_1 DONT_ACCEPT_BLANKLINE NORMALIZE_WHITESPACE ELLIPSIS SKIP ' +
    'IGNORE_EXCEPTION_DETAIL COMPARISON_FLAGS REPORT_UDIFF REPORT_CDIFF REPORT_NDIFF REPORT_ONLY_FIRST_FAILURE ' +
    'REPORTING_FLAGS FAIL_FAST Example DocTest DocTestParser DocTestFinder DocTestRunner OutputChecker DocTestFailure ' +
    'UnexpectedException DebugRunner testmod testfile run_docstring_examples DocTestSuite DocFileSuite ' +
    'set_unittest_reportflags script_from_examples testsource debug_src debug',
  fractions: 'Fraction',
  getpass: 'getpass getuser GetPassWarning',
  gettext:
    'NullTranslations GNUTranslations Catalog bindtextdomain find translation install textdomain dgettext dngettext ' +
    'gettext ngettext pgettext dpgettext npgettext dnpgettext',
  hashlib:
    'md5 sha1 sha224 sha256 sha384 sha512 blake2b blake2s sha3_224 sha3_256 sha3_384 sha3_512 shake_128 shake_256 new ' +
    'algorithms_guaranteed algorithms_available file_digest pbkdf2_hmac',
  inspect:
    'AGEN_CLOSED AGEN_CREATED AGEN_RUNNING AGEN_SUSPENDED ArgInfo Arguments Attribute BlockFinder BoundArguments ' +
    'BufferFlags CORO_CLOSED CORO_CREATED CORO_RUNNING CORO_SUSPENDED CO_ASYNC_GENERATOR CO_COROUTINE CO_GENERATOR ' +
    'CO_ITERABLE_COROUTINE CO_NESTED CO_NEWLOCALS CO_NOFREE CO_OPTIMIZED CO_VARARGS CO_VARKEYWORDS ' +
    'ClassFoundException ClosureVars EndOfBlock FrameInfo FullArgSpec GEN_CLOSED GEN_CREATED GEN_RUNNING ' +
    'GEN_SUSPENDED Parameter Signature TPFLAGS_IS_ABSTRACT Traceback classify_class_attrs cleandoc currentframe ' +
    'findsource formatannotation formatannotationrelativeto formatargvalues get_annotations getabsfile getargs ' +
    'getargvalues getasyncgenlocals getasyncgenstate getattr_static getblock getcallargs getclasstree getclosurevars ' +
    'getcomments getcoroutinelocals getcoroutinestate getdoc getfile getframeinfo getfullargspec getgeneratorlocals ' +
    'getgeneratorstate getinnerframes getlineno getmembers getmembers_static getmodule getmodulename getmro ' +
    'getouterframes getsource getsourcefile getsourcelines indentsize isabstract isasyncgen isasyncgenfunction ' +
    'isawaitable isbuiltin isclass iscode iscoroutine iscoroutinefunction isdatadescriptor isframe isfunction ' +
    'isgenerator isgeneratorfunction isgetsetdescriptor ismemberdescriptor ismethod ismethoddescriptor ' +
    'ismethodwrapper ismodule isroutine istraceback markcoroutinefunction signature stack trace unwrap walktree',
  locale:
    'getlocale getdefaultlocale getpreferredencoding Error setlocale localeconv strcoll strxfrm str atof atoi ' +
    'format_string currency normalize LC_CTYPE LC_COLLATE LC_TIME LC_MONETARY LC_NUMERIC LC_ALL CHAR_MAX getencoding ' +
    'LC_MESSAGES',
  logging:
    'BASIC_FORMAT BufferingFormatter CRITICAL DEBUG ERROR FATAL FileHandler Filter Formatter Handler INFO LogRecord ' +
    'Logger LoggerAdapter NOTSET NullHandler StreamHandler WARN WARNING addLevelName basicConfig captureWarnings ' +
    'critical debug disable error exception fatal getLevelName getLogger getLoggerClass info log makeLogRecord ' +
    'setLoggerClass shutdown warn warning getLogRecordFactory setLogRecordFactory lastResort raiseExceptions ' +
    'getLevelNamesMapping getHandlerByName getHandlerNames',
  pathlib: 'UnsupportedOperation PurePath PurePosixPath PureWindowsPath Path PosixPath WindowsPath',
  pickle:
    'PickleError PicklingError UnpicklingError Pickler Unpickler dump dumps load loads PickleBuffer ADDITEMS APPEND ' +
    'APPENDS BINBYTES BINBYTES8 BINFLOAT BINGET BININT BININT1 BININT2 BINPERSID BINPUT BINSTRING BINUNICODE ' +
    'BINUNICODE8 BUILD BYTEARRAY8 DEFAULT_PROTOCOL DICT DUP EMPTY_DICT EMPTY_LIST EMPTY_SET EMPTY_TUPLE EXT1 EXT2 ' +
    'EXT4 FALSE FLOAT FRAME FROZENSET GET GLOBAL HIGHEST_PROTOCOL INST INT LIST LONG LONG1 LONG4 LONG_BINGET ' +
    'LONG_BINPUT MARK MEMOIZE NEWFALSE NEWOBJ NEWOBJ_EX NEWTRUE NEXT_BUFFER NONE OBJ PERSID POP POP_MARK PROTO PUT ' +
    'READONLY_BUFFER REDUCE SETITEM SETITEMS SHORT_BINBYTES SHORT_BINSTRING SHORT_BINUNICODE STACK_GLOBAL STOP STRING ' +
    'TRUE TUPLE TUPLE1 TUPLE2 TUPLE3 UNICODE',
  pkgutil:
    'get_importer iter_importers get_loader find_loader walk_packages iter_modules get_data read_code extend_path ' +
    'ModuleInfo',
  sched: 'scheduler',
  secrets: 'choice randbelow randbits SystemRandom token_bytes token_hex token_urlsafe compare_digest',
  shutil:
    'copyfileobj copyfile copymode copystat copy copy2 copytree move rmtree Error SpecialFileError ExecError ' +
    'make_archive get_archive_formats register_archive_format unregister_archive_format get_unpack_formats ' +
    'register_unpack_format unregister_unpack_format unpack_archive ignore_patterns chown which get_terminal_size ' +
    'SameFileError disk_usage',
  statistics:
    'NormalDist StatisticsError correlation covariance fmean geometric_mean harmonic_mean kde kde_random ' +
    'linear_regression mean median median_grouped median_high median_low mode multimode pstdev pvariance quantiles ' +
    'stdev variance',
  struct: 'calcsize pack pack_into unpack unpack_from iter_unpack Struct error',
  subprocess:
    'Popen PIPE STDOUT call check_call getstatusoutput getoutput check_output run CalledProcessError DEVNULL ' +
    'SubprocessError TimeoutExpired CompletedProcess',
  tempfile:
    'NamedTemporaryFile TemporaryFile SpooledTemporaryFile TemporaryDirectory mkstemp mkdtemp mktemp TMP_MAX ' +
    'gettempprefix tempdir gettempdir gettempprefixb gettempdirb',
  timeit: 'Timer timeit repeat default_timer',
  unittest:
    'TestResult TestCase IsolatedAsyncioTestCase TestSuite TextTestRunner TestLoader FunctionTestCase main ' +
    'defaultTestLoader SkipTest skip skipIf skipUnless expectedFailure TextTestResult installHandler registerResult ' +
    'removeResult removeHandler addModuleCleanup doModuleCleanups enterModuleContext',
  'unittest.mock':
    'Mock MagicMock patch sentinel DEFAULT ANY call create_autospec AsyncMock ThreadingMock FILTER_DIR ' +
    'NonCallableMock NonCallableMagicMock mock_open PropertyMock seal',
  zoneinfo: 'ZoneInfo reset_tzpath available_timezones TZPATH ZoneInfoNotFoundError InvalidTZPathWarning',
};
